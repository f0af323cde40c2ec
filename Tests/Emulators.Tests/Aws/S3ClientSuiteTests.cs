namespace EventAi.Emulators.Tests.Aws;

/// <summary>S3 through AWS's SDK for JavaScript and through awscli.</summary>
public sealed class S3ClientSuiteTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    private readonly ClientSuite suite = new("Aws", new Dictionary<string, string>(StringComparer.Ordinal) { ["EVENTAI_AWS"] = aws.Url.TrimEnd('/') });

    [ToolFact("npm")]
    public Task JavaScript() => suite.PassNodeAsync("s3.mjs");

    [ToolFact("aws")]
    public Task CommandLine() => suite.PassAsync("bash", "awscli.sh");
}
