using System.Text.Json.Serialization;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>ListDeadLetterSourceQueues: the queues whose redrive policy names this one, all in one page.</summary>
internal sealed class ListDeadLetterSourceQueues()
    : SqsAction<QueueInput, ListDeadLetterSourceQueues.Output>(SqsJson.Default.QueueInput, SqsJson.Default.ListDeadLetterSourceQueuesOutput)
{
    protected override ValueTask<Output> ExecuteAsync(SqsCall call, QueueInput request)
    {
        var queue = call.Queue(request.QueueUrl);
        return ValueTask.FromResult(new Output([.. call.State.SourcesOf(queue).Select(call.Url)]));
    }

    internal sealed record Output([property: JsonPropertyName("queueUrls")] List<string> QueueUrls);
}
