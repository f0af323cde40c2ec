namespace EventAi.Emulators.Ollama.Catalog;

/// <summary>
/// A model's name: <c>[host/][namespace/]model[:tag]</c> with Ollama's defaults registry.ollama.ai, library and latest. Parts compare
/// without regard to case; their characters and lengths are those of ollama/types/model/name.go.
/// </summary>
internal sealed record ModelName(string Host, string Namespace, string Model, string Tag)
{
    public const string DefaultHost = "registry.ollama.ai";
    public const string DefaultNamespace = "library";
    public const string DefaultTag = "latest";

    private const int MaxHostLength = 350;
    private const int MaxPartLength = 80;

    /// <summary>The shortest form that is still unique, always with its tag: use-lite:latest.</summary>
    public string Display => Is(Host, DefaultHost)
        ? Is(Namespace, DefaultNamespace) ? $"{Model}:{Tag}" : $"{Namespace}/{Model}:{Tag}"
        : $"{Host}/{Namespace}/{Model}:{Tag}";

    public string Full => $"{Host}/{Namespace}/{Model}:{Tag}";

    /// <summary>Null for what is no name at all.</summary>
    public static ModelName? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var rest = text.Trim();
        var tag = DefaultTag;
        if (rest.LastIndexOf(':') is var colon && colon > rest.LastIndexOf('/'))
        {
            (rest, tag) = (rest[..colon], rest[(colon + 1)..]);
        }

        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        var parts = (scheme < 0 ? rest : rest[(scheme + 3)..]).Split('/');
        var name = parts switch
        {
            [var model] => new ModelName(DefaultHost, DefaultNamespace, model, tag),
            [var space, var model] => new ModelName(DefaultHost, space, model, tag),
            [var host, var space, var model] => new ModelName(host, space, model, tag),
            _ => null,
        };
        return name is not null && IsHost(name.Host) && IsPart(name.Namespace, dots: false) && IsPart(name.Model) && IsPart(name.Tag) ? name : null;
    }

    public bool Equals(ModelName? other)
        => other is not null && Is(Host, other.Host) && Is(Namespace, other.Namespace) && Is(Model, other.Model) && Is(Tag, other.Tag);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Full);

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool IsHost(string part)
        => part.Length is >= 1 and <= MaxHostLength && IsFirst(part[0]) && part.All(static character => IsFirst(character) || character is '-' or '.' or ':');

    private static bool IsPart(string part, bool dots = true)
        => part.Length is >= 1 and <= MaxPartLength && IsFirst(part[0]) && part.All(character => IsFirst(character) || character == '-' || (dots && character == '.'));

    private static bool IsFirst(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
