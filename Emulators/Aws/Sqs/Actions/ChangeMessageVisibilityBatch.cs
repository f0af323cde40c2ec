namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>ChangeMessageVisibilityBatch: up to ten.</summary>
internal sealed class ChangeMessageVisibilityBatch()
    : SqsAction<BatchInput<ReceiptInput>, BatchOutput<BatchEntryOutput>>(SqsJson.Default.ReceiptBatchInput, SqsJson.Default.EntryBatchOutput)
{
    protected override ValueTask<BatchOutput<BatchEntryOutput>> ExecuteAsync(SqsCall call, BatchInput<ReceiptInput> request)
    {
        var queue = call.Queue(request.QueueUrl);
        var output = new BatchOutput<BatchEntryOutput>([], []);
        foreach (var entry in request.Checked("ChangeMessageVisibilityBatchRequestEntry"))
        {
            try
            {
                ChangeMessageVisibility.Change(call, queue, entry);
                output.Successful.Add(new BatchEntryOutput(entry.Id!));
            }
            catch (AwsException error)
            {
                output.Failed.Add(BatchFailure.Of(entry.Id!, error));
            }
        }
        return ValueTask.FromResult(output);
    }
}
