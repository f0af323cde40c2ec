namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>The suites in clients/ for Step Functions and EventBridge, written with AWS's own JavaScript clients.</summary>
public sealed class StatesClientSuiteTests(AwsEndpointFixture fixture) : IClassFixture<AwsEndpointFixture>
{
    [ToolFact("npm")]
    public Task StepFunctions() => Suite().PassNodeAsync("sfn.mjs");

    [ToolFact("npm")]
    public Task EventBridge() => Suite().PassNodeAsync("eventbridge.mjs");

    private ClientSuite Suite() => new("Aws", new Dictionary<string, string>(StringComparer.Ordinal) { ["EVENTAI_AWS"] = fixture.Url.TrimEnd('/') });
}
