using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.Tasks;

namespace EventAi.Emulators.Aws.EventBridge.Delivery;

/// <summary>Puts a connection's credentials and fixed parameters on a request; tokens of client credentials are fetched and kept until they expire.</summary>
internal sealed class ConnectionCredentials(EventsState state, TimeProvider time) : IConnectionCredentials, IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);

    public async Task<bool> AuthorizeAsync(HttpRequestMessage request, string connectionArn, CancellationToken cancellationToken)
    {
        var connection = state.Documents.All("connection").Select(static pair => pair.Value).FirstOrDefault(candidate => candidate["ConnectionArn"]!.AsString() == connectionArn);
        if (connection is null || connection["ConnectionState"]!.AsString() == "DEAUTHORIZED")
        {
            return false;
        }
        var parameters = (JsonObject)connection["AuthParameters"]!;
        switch (connection["AuthorizationType"]!.AsString())
        {
            case "BASIC" when parameters["BasicAuthParameters"] is { } basic:
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic["Username"]?.AsString()}:{basic["Password"]?.AsString()}")));
                break;
            case "API_KEY" when parameters["ApiKeyAuthParameters"] is { } key:
                request.Headers.TryAddWithoutValidation(key["ApiKeyName"]?.AsString() ?? "x-api-key", key["ApiKeyValue"]?.AsString());
                break;
            case "OAUTH_CLIENT_CREDENTIALS" when parameters["OAuthParameters"] is JsonObject oauth:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(connectionArn, oauth, cancellationToken));
                break;
        }
        AddParameters(request, parameters["InvocationHttpParameters"]);
        return true;
    }

    public void Dispose() => _client.Dispose();

    private static void AddParameters(HttpRequestMessage request, Json? fixedParameters)
    {
        foreach (var header in fixedParameters?["HeaderParameters"] as JsonArray ?? [])
        {
            request.Headers.TryAddWithoutValidation(header["Key"]?.AsString() ?? "", header["Value"]?.AsString());
        }
        foreach (var query in fixedParameters?["QueryStringParameters"] as JsonArray ?? [])
        {
            var address = request.RequestUri!.AbsoluteUri;
            request.RequestUri = new Uri($"{address}{(address.Contains('?') ? '&' : '?')}{Uri.EscapeDataString(query["Key"]?.AsString() ?? "")}={Uri.EscapeDataString(query["Value"]?.AsString() ?? "")}");
        }
    }

    private async Task<string> TokenAsync(string connection, JsonObject oauth, CancellationToken cancellationToken)
    {
        if (_tokens.TryGetValue(connection, out var kept) && kept.Until > time.GetUtcNow())
        {
            return kept.Token;
        }
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = oauth["ClientParameters"]?["ClientID"]?.AsString() ?? "",
            ["client_secret"] = oauth["ClientParameters"]?["ClientSecret"]?.AsString() ?? "",
        };
        foreach (var body in oauth["OAuthHttpParameters"]?["BodyParameters"] as JsonArray ?? [])
        {
            form[body["Key"]?.AsString() ?? ""] = body["Value"]?.AsString() ?? "";
        }
        using var request = new HttpRequestMessage(new HttpMethod(oauth["HttpMethod"]?.AsString() ?? "POST"), oauth["AuthorizationEndpoint"]?.AsString()) { Content = new FormUrlEncodedContent(form) };
        using var response = await _client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = Json.TryParse(await response.Content.ReadAsStringAsync(cancellationToken), out var parsed) ? parsed : new JsonObject();
        var token = answer["access_token"]?.AsString() ?? throw new HttpRequestException("The authorization endpoint answers no access_token");
        _tokens[connection] = (token, time.GetUtcNow().AddSeconds((answer["expires_in"]?.AsNumber() ?? 60) - 10));
        return token;
    }
}
