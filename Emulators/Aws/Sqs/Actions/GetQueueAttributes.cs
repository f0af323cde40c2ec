using System.Globalization;
using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>GetQueueAttributes: by name or All. The counts are exact here.</summary>
internal sealed class GetQueueAttributes()
    : SqsAction<GetQueueAttributes.Input, GetQueueAttributes.Output>(SqsJson.Default.GetQueueAttributesInput, SqsJson.Default.GetQueueAttributesOutput)
{
    private static readonly string[] Computed =
    [
        "QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed", "CreatedTimestamp", "LastModifiedTimestamp",
    ];

    protected override ValueTask<Output> ExecuteAsync(SqsCall call, Input request)
    {
        var queue = call.Queue(request.QueueUrl);
        var names = request.AttributeNames ?? [];
        if (names.Find(static name => name != "All" && !Computed.Contains(name, StringComparer.Ordinal) && !QueueSettings.IsKnown(name)) is { } unknown)
        {
            throw SqsErrors.InvalidAttributeName(unknown);
        }
        if (names.Count == 0)
        {
            return ValueTask.FromResult(new Output(Attributes: null));
        }
        var counts = call.State.Count(queue);
        IEnumerable<(string Name, string Value)> computed =
        [
            ("QueueArn", queue.Arn),
            ("ApproximateNumberOfMessages", $"{counts.Ready}"),
            ("ApproximateNumberOfMessagesNotVisible", $"{counts.InFlight}"),
            ("ApproximateNumberOfMessagesDelayed", $"{counts.Delayed}"),
            ("CreatedTimestamp", Seconds(queue.Created)),
            ("LastModifiedTimestamp", Seconds(queue.Modified)),
        ];
        var wanted = queue.Settings.All.Concat(computed).Where(attribute => names.Contains("All", StringComparer.Ordinal) || names.Contains(attribute.Name, StringComparer.Ordinal))
            .ToDictionary(static attribute => attribute.Name, static attribute => attribute.Value, StringComparer.Ordinal);
        return ValueTask.FromResult(new Output(wanted.Count == 0 ? null : wanted));
    }

    private static string Seconds(long milliseconds) => (milliseconds / 1000).ToString(CultureInfo.InvariantCulture);

    internal sealed record Input(string? QueueUrl, List<string>? AttributeNames);

    internal sealed record Output(Dictionary<string, string>? Attributes);
}
