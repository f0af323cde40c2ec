namespace EventAi.Emulators.Aws;

/// <summary>
/// Path and query exactly as they came over the wire: a key may hold dots, slashes and percent signs that the web server
/// would normalise away, and a signature covers the bytes that were sent.
/// </summary>
internal sealed class RequestTarget
{
    private RequestTarget(string path, IReadOnlyList<(string Name, string Value)> query) => (Path, Query) = (path, query);

    /// <summary>Encoded, beginning with a slash.</summary>
    public string Path { get; }

    /// <summary>Decoded pairs in the order sent; a name without "=" has an empty value.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; }

    /// <summary>The first value of a query parameter; null where it is absent.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in Query)
            {
                if (key == name)
                {
                    return value;
                }
            }
            return null;
        }
    }

    public bool Has(string name) => this[name] is not null;

    /// <param name="raw">The request line's target, in origin or absolute form.</param>
    /// <returns>Null where an escape is malformed.</returns>
    public static RequestTarget? Parse(string raw)
    {
        if (raw.Contains("://", StringComparison.Ordinal) && !raw.StartsWith('/'))
        {
            var authority = raw.IndexOf("://", StringComparison.Ordinal) + 3;
            var slash = raw.IndexOfAny(['/', '?'], authority);
            raw = slash < 0 ? "/" : raw[slash..];
        }
        var mark = raw.IndexOf('?');
        var path = mark < 0 ? raw : raw[..mark];
        if (path.Length == 0 || path[0] != '/')
        {
            path = "/" + path;
        }
        if (mark < 0 || mark == raw.Length - 1)
        {
            return new RequestTarget(path, []);
        }
        return ParseQuery(raw[(mark + 1)..]) is { } query ? new RequestTarget(path, query) : null;
    }

    /// <summary>The pairs of a query, or of a form.</summary>
    /// <returns>Null where an escape is malformed.</returns>
    public static List<(string Name, string Value)>? ParseQuery(string text)
    {
        var query = new List<(string, string)>();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var name = AwsUriEncoding.Decode(equals < 0 ? pair : pair[..equals], plusIsSpace: true);
            var value = equals < 0 ? "" : AwsUriEncoding.Decode(pair[(equals + 1)..], plusIsSpace: true);
            if (name is null || value is null)
            {
                return null;
            }
            query.Add((name, value));
        }
        return query;
    }
}
