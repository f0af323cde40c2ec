using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks.Http;

/// <summary>
/// The request of an HTTP task: what its definition says, what its connection adds or puts in place of it, and what Step Functions sets itself
/// (developer guide, "Call HTTPS APIs in Step Functions workflows").
/// </summary>
internal sealed class HttpTaskRequest
{
    private const string DefaultType = "application/json; charset=UTF-8";

    private static readonly HashSet<string> Forbidden = new(StringComparer.OrdinalIgnoreCase)
    {
        "A-IM", "Accept-Charset", "Accept-Datetime", "Accept-Encoding", "Authorization", "Cache-Control", "Connection", "Content-Encoding", "Content-MD5", "Date", "Expect", "Forwarded", "From", "Host",
        "HTTP2-Settings", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Origin", "Pragma", "Proxy-Authorization", "Referer", "Server", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "Via", "Warning",
    };

    private readonly string _method;
    private readonly string _url;
    private readonly List<(string Name, string Value)> _headers;
    private readonly string? _body;

    /// <param name="parameters">Of the task.</param>
    /// <param name="connection">Null leaves out what the connection adds: that is secret.</param>
    /// <param name="region">Of the task.</param>
    /// <exception cref="TaskFailure">States.Runtime: the parameters cannot be used.</exception>
    public HttpTaskRequest(JsonObject parameters, ConnectionParameters? connection, string region)
    {
        _method = Required(parameters, "Method");
        _url = Address(Required(parameters, "ApiEndpoint"), parameters["QueryParameters"], connection?.Query ?? []);
        _headers = Headers(parameters["Headers"] as JsonObject ?? [], connection?.Headers ?? []);
        _headers.Add(("User-Agent", $"Amazon|StepFunctions|HttpInvoke|{region}"));
        _headers.Add(("Range", "bytes=0-262144"));
        var body = Merged(parameters["RequestBody"], connection?.Body ?? []);
        var transform = parameters["Transform"];
        _body = body is null ? null
            : transform?["RequestBodyEncoding"]?.AsString() == "URL_ENCODED" ? FormEncoding.Write(body, transform["RequestEncodingOptions"]?["ArrayFormat"]?.AsString() ?? "INDICES")
            : body.AsString() ?? body.Text;
    }

    public static string Required(JsonObject parameters, string field) => parameters[field]?.AsString() ?? throw Unusable($"The field '{field}' is required");

    public HttpRequestMessage Message()
    {
        var request = new HttpRequestMessage(new HttpMethod(_method), _url);
        if (_body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(_body));
            if (!_headers.Exists(static header => header.Name.Equals("content-type", StringComparison.OrdinalIgnoreCase)))
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", DefaultType);
            }
        }
        foreach (var (name, value) in _headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return request;
    }

    /// <summary>As TestState shows it (API reference, InspectionDataRequest).</summary>
    public JsonObject Describe() => new()
    {
        { "protocol", new Uri(_url).Scheme },
        { "method", _method },
        { "url", _url },
        { "headers", $"[{string.Join(", ", _headers.Select(static header => $"{header.Name}: {header.Value}"))}]" },
        { "body", _body },
    };

    private static TaskFailure Unusable(string why) => new("States.Runtime", why);

    private static string Address(string address, Json? query, List<(string Name, string Value)> added)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var read) || read.Scheme is not ("http" or "https"))
        {
            throw Unusable($"The ApiEndpoint '{address}' is no URL of an HTTPS API");
        }
        var text = new StringBuilder(address);
        void Add(string pair) => text.Append(text.ToString().Contains('?') ? '&' : '?').Append(pair);
        void AddPair(string name, string value) => Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
        if (query?.AsString() is { Length: > 0 } whole)
        {
            Add(whole);
        }
        foreach (var (name, value) in query as JsonObject ?? [])
        {
            foreach (var single in added.Exists(pair => pair.Name == name) ? [] : value as JsonArray ?? [value])
            {
                AddPair(name, single.AsString() ?? single.Text);
            }
        }
        added.ForEach(pair => AddPair(pair.Name, pair.Value));
        return text.ToString();
    }

    private static List<(string Name, string Value)> Headers(JsonObject given, List<(string Name, string Value)> added)
    {
        var headers = new List<(string, string)>();
        foreach (var (name, value) in given)
        {
            if (Forbidden.Contains(name) || ((string[])["x-forwarded-", "x-amz-", "x-amzn-"]).Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                throw Unusable($"The header '{name}' is not allowed in the Headers of an HTTP task");
            }
            if (!added.Exists(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                headers.AddRange((value as JsonArray ?? [value]).Select(single => (name, single.AsString() ?? single.Text)));
            }
        }
        headers.AddRange(added);
        return headers;
    }

    private static Json? Merged(Json? body, List<(string Name, string Value)> added)
    {
        if (added.Count == 0)
        {
            return body;
        }
        var merged = body switch
        {
            null => [],
            JsonObject members => new JsonObject(members),
            _ => throw Unusable("A RequestBody that is no JSON object cannot be merged with the body parameters of the connection"),
        };
        added.ForEach(member => merged.Add(member.Name, member.Value));
        return merged;
    }
}
