namespace EventAi.Emulators.Aws.Sqs;

/// <summary>An entry of a batch that failed.</summary>
internal sealed record BatchFailure(string Id, bool SenderFault, string Code, string Message)
{
    public static BatchFailure Of(string id, AwsException error) => new(id, SenderFault: error.Status < 500, error.QueryCode ?? error.Code, error.Message);
}
