using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>ChangeMessageVisibility: of a message in flight, counted from now.</summary>
internal sealed class ChangeMessageVisibility() : SqsAction<ReceiptInput, EmptyOutput>(SqsJson.Default.ReceiptInput, SqsJson.Default.EmptyOutput)
{
    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, ReceiptInput request)
    {
        Change(call, call.Queue(request.QueueUrl), request);
        return EmptyOutput.Done;
    }

    /// <exception cref="AwsException">It cannot be changed.</exception>
    public static void Change(SqsCall call, SqsQueue queue, ReceiptInput request)
    {
        var handle = DeleteMessage.Handle(request, queue);
        var timeout = request.VisibilityTimeout ?? throw SqsErrors.MissingParameter("VisibilityTimeout");
        if (timeout is < 0 or > 43_200)
        {
            throw SqsErrors.InvalidParameter("VisibilityTimeout", timeout, "Must be between 0 and 43200, if provided.");
        }
        switch (call.State.ChangeVisibility(queue, handle, timeout))
        {
            case VisibilityOutcome.NotInFlight:
                throw SqsErrors.MessageNotInflight();
            case VisibilityOutcome.Unknown:
                throw SqsErrors.InvalidParameter("ReceiptHandle", request.ReceiptHandle!, "Message does not exist or is not available for visibility timeout change.");
        }
    }
}
