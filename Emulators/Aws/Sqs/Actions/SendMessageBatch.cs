using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>SendMessageBatch: up to ten, together no larger than one message may be; an entry that breaks a rule fails alone.</summary>
internal sealed class SendMessageBatch() : SqsAction<BatchInput<SendInput>, BatchOutput<SendOutput>>(SqsJson.Default.SendBatchInput, SqsJson.Default.SendBatchOutput)
{
    protected override ValueTask<BatchOutput<SendOutput>> ExecuteAsync(SqsCall call, BatchInput<SendInput> request)
    {
        var queue = call.Queue(request.QueueUrl);
        var accepted = new List<(string Id, Outgoing Message)>();
        var failed = new List<BatchFailure>();
        foreach (var entry in request.Checked("SendMessageBatchRequestEntry"))
        {
            try
            {
                accepted.Add((entry.Id!, Outgoing.Check(entry, queue, call.Aws)));
            }
            catch (AwsException error) when (queue.Settings.IsFifo && (entry.MessageGroupId is null || (entry.MessageDeduplicationId is null && !queue.Settings.DeduplicatesByContent)))
            {
                // What a FIFO queue cannot do without fails the whole batch.
                throw SqsErrors.InvalidParameter(error.Message);
            }
            catch (AwsException error)
            {
                var failure = BatchFailure.Of(entry.Id!, error);
                failed.Add(failure with { Message = failure.Message.Replace("One or more parameters are invalid.", "One or more parameters cannot be validated.", StringComparison.Ordinal) });
            }
        }
        var bytes = accepted.Sum(static entry => entry.Message.Bytes);
        if (bytes > QueueSettings.LargestMessage)
        {
            throw SqsErrors.BatchTooLong(bytes);
        }
        var ids = accepted.Count == 0 ? [] : call.State.Send(queue, accepted.ConvertAll(static entry => entry.Message.Message)) ?? throw SqsErrors.QueueDoesNotExist();
        return ValueTask.FromResult(new BatchOutput<SendOutput>([.. accepted.Select((entry, index) => entry.Message.Answer(entry.Id, ids[index]))], failed));
    }
}
