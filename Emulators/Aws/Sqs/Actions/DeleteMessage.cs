using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>
/// DeleteMessage: by the handle of the latest receive. An older handle succeeds without effect, as the message is with
/// another receiver (API reference: "the request succeeds, but the message might not be deleted").
/// </summary>
internal sealed class DeleteMessage() : SqsAction<ReceiptInput, EmptyOutput>(SqsJson.Default.ReceiptInput, SqsJson.Default.EmptyOutput)
{
    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, ReceiptInput request)
    {
        var queue = call.Queue(request.QueueUrl);
        call.State.DeleteMessages(queue, [Handle(request, queue, call.State)]);
        return EmptyOutput.Done;
    }

    /// <exception cref="AwsException">MissingParameter, ReceiptHandleIsInvalid.</exception>
    public static ReceiptHandle Handle(ReceiptInput request, SqsQueue queue, SqsState? state = null)
    {
        var text = string.IsNullOrEmpty(request.ReceiptHandle) ? throw SqsErrors.MissingParameter("ReceiptHandle") : request.ReceiptHandle;
        var handle = ReceiptHandle.Parse(text) is { } parsed && parsed.Queue == queue.Id ? parsed : throw SqsErrors.ReceiptHandleIsInvalid(text);
        return state?.IsExpired(queue, handle) == true ? throw SqsErrors.InvalidParameter("ReceiptHandle", text, "The receipt handle has expired.") : handle;
    }
}
