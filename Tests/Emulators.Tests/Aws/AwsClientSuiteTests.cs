namespace EventAi.Emulators.Tests.Aws;

/// <summary>S3 and SQS through AWS's SDK for JavaScript, every service through awscli.</summary>
public sealed class AwsClientSuiteTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    private readonly ClientSuite suite = new("Aws", new Dictionary<string, string>(StringComparer.Ordinal) { ["EVENTAI_AWS"] = aws.Url.TrimEnd('/') });

    [ToolFact("npm")]
    public Task S3() => suite.PassNodeAsync("s3.mjs");

    [ToolFact("npm")]
    public Task S3LocksFormsAndKeys() => suite.PassNodeAsync("s3-guard.mjs");

    [ToolFact("npm")]
    public Task S3AsRecorded() => suite.PassNodeAsync("s3-recorded.mjs");

    [ToolFact("npm")]
    public Task Sqs() => suite.PassNodeAsync("sqs.mjs");

    [ToolFact("npm")]
    public Task SqsInTheQueryProtocol() => suite.PassNodeAsync("sqs.mjs", "client-sqs-query");

    [ToolFact("aws")]
    public Task CommandLine() => suite.PassAsync("bash", "awscli.sh");
}
