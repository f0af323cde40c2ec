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
        // Names of queues need no escapes, so that the text is the path.
        var path = PathOf(url).Trim('/');
        var slash = path.LastIndexOf('/');
        var account = path[..Math.Max(slash, 0)];
        var mine = slash < 0 || account[(account.LastIndexOf('/') + 1)..].SequenceEqual(AwsOptions.AccountId);
        return mine && State.Find(Region, path[(slash + 1)..].ToString()) is { } queue ? queue : throw SqsErrors.QueueDoesNotExist();
    }

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> url)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return url;
        }
        url = url[(authority + 3)..];
        var slash = url.IndexOf('/');
        return slash < 0 ? [] : url[slash..];
    }

    /// <summary>A queue's URL under the address that the client knows this endpoint by.</summary>
    public string Url(SqsQueue queue) => $"{Aws.Request.Scheme}://{Aws.Request.Host}/{AwsOptions.AccountId}/{queue.Name}";
}
