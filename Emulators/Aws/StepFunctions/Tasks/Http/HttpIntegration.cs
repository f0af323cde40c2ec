using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks.Http;

/// <summary><c>http:invoke</c>: any HTTP endpoint, with the credentials of an EventBridge connection.</summary>
internal sealed class HttpIntegration(IConnectionCredentials connections) : ITaskIntegration, IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };

    public string Service => "http";

    public bool Supports(TaskCall call) => call.Action == "invoke" && !call.Request.Resource.IsSubmitted;

    public async Task<Json> CallAsync(TaskCall call)
    {
        var parameters = call.Parameters;
        var arn = parameters["Authentication"]?["ConnectionArn"]?.AsString() ?? parameters["InvocationConfig"]?["ConnectionArn"]?.AsString()
            ?? throw new TaskFailure("States.Runtime", "The field 'Authentication.ConnectionArn' is required");
        ConnectionParameters connection;
        try
        {
            connection = await connections.ReadAsync(arn, call.Abandoned) ?? throw new TaskFailure("Events.ConnectionResource.InvalidConnectionState", $"The connection {arn} does not exist or is not authorized");
        }
        catch (HttpRequestException exception)
        {
            throw new TaskFailure("States.Http.Socket", exception.Message);
        }
        var asked = new HttpTaskRequest(parameters, connection, call.Region);
        call.Trace?.Invoke("request", (call.RevealsSecrets ? asked : new HttpTaskRequest(parameters, null, call.Region)).Describe());
        using var request = asked.Message();
        return await SendAsync(request, call);
    }

    public void Dispose() => _client.Dispose();

    private async Task<Json> SendAsync(HttpRequestMessage request, TaskCall call)
    {
        HttpResponseMessage response;
        try
        {
            response = await _client.SendAsync(request, call.Abandoned);
        }
        catch (HttpRequestException exception)
        {
            throw new TaskFailure("States.Http.Socket", exception.Message);
        }
        catch (TaskCanceledException) when (!call.Abandoned.IsCancellationRequested)
        {
            throw new TaskFailure("States.Http.Socket", "The endpoint did not answer in 60 seconds");
        }
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(call.Abandoned);
            call.Trace?.Invoke("response", Describe(request, response, text));
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

    /// <summary>As TestState shows it (API reference, InspectionDataResponse).</summary>
    private static JsonObject Describe(HttpRequestMessage request, HttpResponseMessage response, string body)
    {
        var headers = response.Headers.Concat(response.Content.Headers).SelectMany(static header => header.Value.Select(value => $"{header.Key.ToLowerInvariant()}: {value}"));
        return new JsonObject
        {
            { "protocol", request.RequestUri!.Scheme },
            { "statusCode", ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) },
            { "statusMessage", response.ReasonPhrase },
            { "headers", $"[{string.Join(", ", headers)}]" },
            { "body", body },
        };
    }
}
