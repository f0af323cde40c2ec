using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>One authentic request to SQS.</summary>
internal sealed class SqsCall(AwsCall call, SqsState state)
{
    public AwsCall Aws { get; } = call;

    public SqsState State { get; } = state;

    public string Region => Aws.Region;

    public CancellationToken Aborted => Aws.Aborted;

    /// <summary>The queue that a URL names: its last segment; queues of other accounts do not exist.</summary>
    /// <exception cref="AwsException">MissingParameter, QueueDoesNotExist.</exception>
    public SqsQueue Queue(string? url)
    {
        if (string.IsNullOrEmpty(url))
        {
            throw SqsErrors.MissingParameter("QueueUrl");
        }
        var segments = (Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : url).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var mine = segments.Length == 1 || (segments.Length > 1 && segments[^2] == AwsOptions.AccountId);
        return mine && State.Find(Region, segments[^1]) is { } queue ? queue : throw SqsErrors.QueueDoesNotExist();
    }

    /// <summary>A queue's URL under the address that the client knows this endpoint by.</summary>
    public string Url(SqsQueue queue) => $"{Aws.Request.Scheme}://{Aws.Request.Host}/{AwsOptions.AccountId}/{queue.Name}";
}
