using System.Globalization;
using Amazon.S3.Model;
using EventAi.Contracts;
using EventAi.Ingestion.Parsing;

namespace EventAi.Ingestion.Uploads;

/// <summary>What an uploader says about a document; travels as metadata of the object.</summary>
/// <param name="Tenant">Whose document it is.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Tags">Lower case.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="TraceParent">W3C trace parent of the upload.</param>
public sealed record UploadFacts(string Tenant, string Source, IReadOnlyList<string> Tags, DateTimeOffset? PublishedAt, string? TraceParent)
{
    private const int MaxTags = 32;
    private const int MaxName = 64;
    private const int MaxSource = 256;

    /// <summary>Of what was put into the bucket without saying anything.</summary>
    public static UploadFacts Unsaid { get; } = new(DocumentUploaded.DefaultTenant, "s3", [], PublishedAt: null, TraceParent: null);

    /// <summary>From a request's parameters; <paramref name="problem"/> says what is wrong with them.</summary>
    public static UploadFacts? Read(string? tenant, string? source, string? tags, string? publishedAt, string otherwiseFrom, string? traceParent, out string? problem)
    {
        var published = PublicationDate.Parse(publishedAt);
        string[] named = [.. (tags ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static tag => tag.ToLowerInvariant()).Distinct()];
        problem = true switch
        {
            _ when tenant is { Length: > MaxName } || tenant?.Any(static letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.')) == true
                => $"'tenant' has 1 to {MaxName} letters, digits, hyphens, points or underscores.",
            _ when source is { Length: > MaxSource } => $"'source' has at most {MaxSource} characters.",
            _ when named.Length > MaxTags || Array.Exists(named, static tag => tag.Length > MaxName) => $"'tags' are at most {MaxTags} of at most {MaxName} characters, apart by commas.",
            _ when !string.IsNullOrEmpty(publishedAt) && published is null => "'publishedAt' is a day (2026-11-21) or a time (RFC 3339).",
            _ => null,
        };
        return problem is null
            ? new UploadFacts(string.IsNullOrEmpty(tenant) ? DocumentUploaded.DefaultTenant : tenant, string.IsNullOrEmpty(source) ? otherwiseFrom : source, named, published, traceParent)
            : null;
    }

    /// <summary>From an object's metadata, which S3 keeps as ASCII.</summary>
    public static UploadFacts Of(MetadataCollection metadata)
    {
        string? Get(string name) => metadata[name] is { Length: > 0 } value ? Uri.UnescapeDataString(value) : null;
        return Read(Get("tenant"), Get("source"), Get("tags"), Get("published"), Unsaid.Source, Get("traceparent"), out _) ?? Unsaid with { TraceParent = Get("traceparent") };
    }

    public void WriteTo(MetadataCollection metadata)
    {
        metadata.Add("tenant", Uri.EscapeDataString(Tenant));
        metadata.Add("source", Uri.EscapeDataString(Source));
        if (Tags.Count > 0)
        {
            metadata.Add("tags", Uri.EscapeDataString(string.Join(',', Tags)));
        }
        if (PublishedAt is { } published)
        {
            metadata.Add("published", Uri.EscapeDataString(published.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        }
        if (TraceParent is not null)
        {
            metadata.Add("traceparent", TraceParent);
        }
    }
}
