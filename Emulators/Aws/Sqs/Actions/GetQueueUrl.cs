namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>GetQueueUrl.</summary>
internal sealed class GetQueueUrl() : SqsAction<GetQueueUrl.Input, QueueUrlOutput>(SqsJson.Default.GetQueueUrlInput, SqsJson.Default.QueueUrlOutput)
{
    protected override ValueTask<QueueUrlOutput> ExecuteAsync(SqsCall call, Input request)
    {
        var name = string.IsNullOrEmpty(request.QueueName) ? throw SqsErrors.MissingParameter("QueueName") : request.QueueName;
        return request.QueueOwnerAWSAccountId is null or AwsOptions.AccountId && call.State.Find(call.Region, name) is { } queue
            ? ValueTask.FromResult(new QueueUrlOutput(call.Url(queue)))
            : throw SqsErrors.QueueDoesNotExist();
    }

    internal sealed record Input(string? QueueName, string? QueueOwnerAWSAccountId);
}
