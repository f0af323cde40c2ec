using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary><c>http:invoke</c>: any HTTP endpoint, with the credentials of an EventBridge connection.</summary>
internal sealed class HttpIntegration(IConnectionCredentials connections) : ITaskIntegration, IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };

    public string Service => "http";

    public bool Supports(TaskCall call) => call.Action == "invoke" && !call.Request.Resource.IsSubmitted;

    public async Task<Json> CallAsync(TaskCall call)
    {
        var parameters = call.Parameters;
        var address = parameters["ApiEndpoint"]?.AsString() ?? throw Missing("ApiEndpoint");
        var method = parameters["Method"]?.AsString() ?? throw Missing("Method");
        var connection = parameters["Authentication"]?["ConnectionArn"]?.AsString() ?? parameters["InvocationConfig"]?["ConnectionArn"]?.AsString() ?? throw Missing("Authentication.ConnectionArn");
        var separator = address.Contains('?') ? '&' : '?';
        foreach (var (name, value) in parameters["QueryParameters"] as JsonObject ?? [])
        {
            foreach (var single in value as JsonArray ?? [value])
            {
                address += $"{separator}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(single.AsString() ?? single.Text)}";
                separator = '&';
            }
        }
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (parameters["RequestBody"] is { } body)
        {
            request.Content = new StringContent(body.AsString() ?? body.Text, Encoding.UTF8, "application/json");
        }
        foreach (var (name, value) in parameters["Headers"] as JsonObject ?? [])
        {
            var text = value.AsString() ?? value.Text;
            if (!request.Headers.TryAddWithoutValidation(name, text) && request.Content is not null)
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, text);
            }
        }
        if (!await connections.AuthorizeAsync(request, connection, call.Abandoned))
        {
            throw new TaskFailure("Events.ConnectionResource.InvalidConnectionState", $"The connection {connection} does not exist");
        }
        return await SendAsync(request, call.Abandoned);
    }

    public void Dispose() => _client.Dispose();

    private static TaskFailure Missing(string field) => new("States.Runtime", $"The field '{field}' is required");

    private async Task<Json> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new TaskFailure("States.Http.Socket", exception.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TaskFailure("States.Http.Socket", "The endpoint did not answer in 60 seconds");
        }
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new TaskFailure($"States.Http.StatusCode.{(int)response.StatusCode}", text);
            }
            var headers = new JsonObject();
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            {
                headers.Add(name.ToLowerInvariant(), new JsonArray(values.Select(static value => (Json)value)));
            }
            return new JsonObject
            {
                { "Headers", headers },
                { "ResponseBody", Json.TryParse(text, out var parsed) ? parsed : text },
                { "StatusCode", (int)response.StatusCode },
                { "StatusText", response.ReasonPhrase },
            };
        }
    }
}
