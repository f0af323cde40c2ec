using System.Text;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>ListQueues: by prefix; in pages where MaxResults is given, the first 1000 otherwise.</summary>
internal sealed class ListQueues() : SqsAction<ListQueues.Input, ListQueues.Output>(SqsJson.Default.ListQueuesInput, SqsJson.Default.ListQueuesOutput)
{
    private const int MostResults = 1000;

    protected override ValueTask<Output> ExecuteAsync(SqsCall call, Input request)
    {
        if (request.MaxResults is < 1 or > MostResults)
        {
            throw SqsErrors.InvalidParameter("MaxResults", request.MaxResults, "MaxResults must be an integer between 1 and 1000.");
        }
        var after = request.NextToken is { Length: > 0 } token ? Decode(token) : "";
        var limit = request.MaxResults ?? MostResults;
        var queues = call.State.List(call.Region, request.QueueNamePrefix ?? "").Where(queue => string.CompareOrdinal(queue.Name, after) > 0).Take(limit + 1).ToList();
        var next = request.MaxResults is not null && queues.Count > limit ? Convert.ToBase64String(Encoding.UTF8.GetBytes(queues[limit - 1].Name)) : null;
        List<string>? urls = queues.Count == 0 ? null : [.. queues.Take(limit).Select(call.Url)];
        return ValueTask.FromResult(new Output(urls, next));
    }

    private static string Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw SqsErrors.InvalidParameter("NextToken", token, "Invalid NextToken value.");
    }

    internal sealed record Input(string? QueueNamePrefix, int? MaxResults, string? NextToken);

    internal sealed record Output(List<string>? QueueUrls, string? NextToken);
}
