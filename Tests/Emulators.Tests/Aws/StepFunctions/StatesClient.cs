using System.Globalization;
using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>Calls operations by name, without an SDK; the endpoint under test checks a signature's form only.</summary>
internal sealed class StatesClient(string url, TimeProvider? time = null) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(url), Timeout = AwsEndpointFixture.Deadline };

    public Task<Json> CallAsync(string operation, JsonObject request, CancellationToken cancellationToken = default)
        => SendAsync("states", "AWSStepFunctions." + operation, "application/x-amz-json-1.0", request, cancellationToken);

    /// <summary>Calls EventBridge.</summary>
    public Task<Json> EventsAsync(string operation, JsonObject request) => SendAsync("events", "AWSEvents." + operation, "application/x-amz-json-1.1", request, default);

    /// <summary>Calls SQS.</summary>
    public Task<Json> SqsAsync(string operation, JsonObject request, CancellationToken cancellationToken = default)
        => SendAsync("sqs", "AmazonSQS." + operation, "application/x-amz-json-1.0", request, cancellationToken);

    /// <summary>Makes a state machine.</summary>
    /// <returns>Its ARN.</returns>
    public async Task<string> MachineAsync(string name, string definition, string type = "STANDARD")
        => (await CallAsync("CreateStateMachine", new JsonObject { { "name", name }, { "definition", definition }, { "type", type }, { "roleArn", "arn:aws:iam::000000000000:role/x" } }))["stateMachineArn"]!.AsString()!;

    /// <returns>Its ARN.</returns>
    public async Task<string> StartAsync(string machine, string input = "{}", string? name = null)
        => (await CallAsync("StartExecution", new JsonObject { { "stateMachineArn", machine }, { "input", input }, { "name", name } }))["executionArn"]!.AsString()!;

    /// <summary>Waits for an execution's end.</summary>
    /// <returns>What DescribeExecution says then.</returns>
    public async Task<Json> EndedAsync(string execution)
    {
        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        while (true)
        {
            var described = await CallAsync("DescribeExecution", new JsonObject { { "executionArn", execution } }, deadline.Token);
            if (described["status"]!.AsString() != "RUNNING")
            {
                return described;
            }
            await Task.Delay(20, deadline.Token);
        }
    }

    public async Task<JsonArray> HistoryAsync(string execution) => (JsonArray)(await CallAsync("GetExecutionHistory", new JsonObject { { "executionArn", execution } }))["events"]!;

    private async Task<Json> SendAsync(string service, string target, string contentType, JsonObject request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(request.Text, Encoding.UTF8, contentType) };
        var stamp = DateTimeOffset.FromUnixTimeSeconds((time ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds()).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        message.Headers.Add("x-amz-date", stamp);
        message.Headers.Add("X-Amz-Target", target);
        message.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=test/{stamp[..8]}/us-east-1/{service}/aws4_request, SignedHeaders=host;x-amz-date, Signature={new string('a', 64)}");
        using var response = await _client.SendAsync(message, cancellationToken);
        var answer = Json.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return response.IsSuccessStatusCode ? answer : throw new StatesCallException(answer["__type"]!.AsString()!, answer["message"]?.AsString() ?? "");
    }

    public void Dispose() => _client.Dispose();
}
