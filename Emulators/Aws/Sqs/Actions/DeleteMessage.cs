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
        call.State.DeleteMessages(queue, [Handle(request, queue)]);
        return EmptyOutput.Done;
    }

    /// <exception cref="AwsException">MissingParameter, ReceiptHandleIsInvalid.</exception>
    public static ReceiptHandle Handle(ReceiptInput request, SqsQueue queue)
    {
        var text = string.IsNullOrEmpty(request.ReceiptHandle) ? throw SqsErrors.MissingParameter("ReceiptHandle") : request.ReceiptHandle;
        return ReceiptHandle.Parse(text) is { } handle && handle.Queue == queue.Id ? handle : throw SqsErrors.ReceiptHandleIsInvalid(text);
    }
}
