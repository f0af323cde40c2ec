using System.Globalization;
using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>Calls operations by name, without an SDK; the endpoint under test checks a signature's form only.</summary>
internal sealed class StatesClient(string url) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri(url), Timeout = AwsEndpointFixture.Deadline };

    public async Task<Json> CallAsync(string operation, JsonObject request, CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(request.Text, Encoding.UTF8, "application/x-amz-json-1.0") };
        var stamp = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        message.Headers.Add("x-amz-date", stamp);
        message.Headers.Add("X-Amz-Target", "AWSStepFunctions." + operation);
        message.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=test/{stamp[..8]}/us-east-1/states/aws4_request, SignedHeaders=host;x-amz-date, Signature={new string('a', 64)}");
        using var response = await _client.SendAsync(message, cancellationToken);
        var answer = Json.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return response.IsSuccessStatusCode ? answer : throw new StatesCallException(answer["__type"]!.AsString()!, answer["message"]?.AsString() ?? "");
    }

    public void Dispose() => _client.Dispose();
}
