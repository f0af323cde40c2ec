using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>DeleteMessageBatch: up to ten.</summary>
internal sealed class DeleteMessageBatch()
    : SqsAction<BatchInput<ReceiptInput>, BatchOutput<BatchEntryOutput>>(SqsJson.Default.ReceiptBatchInput, SqsJson.Default.EntryBatchOutput)
{
    protected override ValueTask<BatchOutput<BatchEntryOutput>> ExecuteAsync(SqsCall call, BatchInput<ReceiptInput> request)
    {
        var queue = call.Queue(request.QueueUrl);
        var handles = new List<ReceiptHandle>();
        var output = new BatchOutput<BatchEntryOutput>([], []);
        foreach (var entry in request.Checked("DeleteMessageBatchRequestEntry"))
        {
            try
            {
                handles.Add(DeleteMessage.Handle(entry, queue, call.State));
                output.Successful.Add(new BatchEntryOutput(entry.Id!));
            }
            catch (AwsException error)
            {
                output.Failed.Add(BatchFailure.Of(entry.Id!, error));
            }
        }
        call.State.DeleteMessages(queue, handles);
        return ValueTask.FromResult(output);
    }
}
