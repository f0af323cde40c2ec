using System.Collections.Concurrent;
using System.Text;
using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.Tasks.Http;

namespace EventAi.Emulators.Aws.EventBridge.Delivery;

/// <summary>Puts a connection's credentials and fixed parameters on a request; tokens of client credentials are fetched and kept until they expire.</summary>
internal sealed class ConnectionCredentials(EventsState state, TimeProvider time) : IConnectionCredentials, IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);

    public async Task<ConnectionParameters?> ReadAsync(string connectionArn, CancellationToken cancellationToken)
    {
        var connection = state.Documents.All("connection").Select(static pair => pair.Value).FirstOrDefault(candidate => candidate["ConnectionArn"]!.AsString() == connectionArn);
        if (connection is null || connection["ConnectionState"]!.AsString() == "DEAUTHORIZED")
        {
            return null;
        }
        var parameters = (JsonObject)connection["AuthParameters"]!;
        var fixedParameters = parameters["InvocationHttpParameters"];
        var headers = Pairs(fixedParameters?["HeaderParameters"]);
        switch (connection["AuthorizationType"]!.AsString())
        {
            case "BASIC" when parameters["BasicAuthParameters"] is { } basic:
                headers.Insert(0, ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic["Username"]?.AsString()}:{basic["Password"]?.AsString()}"))}"));
                break;
            case "API_KEY" when parameters["ApiKeyAuthParameters"] is { } key:
                headers.Insert(0, (key["ApiKeyName"]?.AsString() ?? "x-api-key", key["ApiKeyValue"]?.AsString() ?? ""));
                break;
            case "OAUTH_CLIENT_CREDENTIALS" when parameters["OAuthParameters"] is JsonObject oauth:
                headers.Insert(0, ("Authorization", $"Bearer {await TokenAsync(connectionArn, oauth, cancellationToken)}"));
                break;
        }
        return new ConnectionParameters(headers, Pairs(fixedParameters?["QueryStringParameters"]), Pairs(fixedParameters?["BodyParameters"]));
    }

    /// <summary>Adds to a request what a connection adds: header and query parameters of the connection stand in place of the request's own, its body parameters in the body where that is a JSON object.</summary>
    /// <returns>False where there is no such connection, or it is not authorized.</returns>
    public async Task<bool> AuthorizeAsync(HttpRequestMessage request, string connectionArn, CancellationToken cancellationToken)
    {
        if (await ReadAsync(connectionArn, cancellationToken) is not { } connection)
        {
            return false;
        }
        foreach (var (name, value) in connection.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        foreach (var (name, value) in connection.Query)
        {
            var address = request.RequestUri!.AbsoluteUri;
            request.RequestUri = new Uri($"{address}{(address.Contains('?') ? '&' : '?')}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
        }
        if (connection.Body.Count > 0 && Json.TryParse(request.Content is null ? "{}" : await request.Content.ReadAsStringAsync(cancellationToken), out var body) && body is JsonObject members)
        {
            var merged = new JsonObject(members);
            connection.Body.ForEach(member => merged.Add(member.Name, member.Value));
            request.Content = new StringContent(merged.Text, Encoding.UTF8, "application/json");
        }
        return true;
    }

    public void Dispose() => _client.Dispose();

    private static List<(string Name, string Value)> Pairs(Json? parameters)
        => [.. (parameters as JsonArray ?? []).Select(static pair => (pair["Key"]?.AsString() ?? "", pair["Value"]?.AsString() ?? "")).Where(static pair => pair.Item1.Length > 0)];

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
