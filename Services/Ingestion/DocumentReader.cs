using System.Collections.Concurrent;
using System.Text;
using EventAi.Contracts;
using EventAi.HybridSearch.Text;
using EventAi.Ingestion.Parsing;
using EventAi.Ingestion.PersonalData;
using EventAi.Ingestion.Uploads;

namespace EventAi.Ingestion;

/// <summary>
/// From an uploaded object to content without personal data. The two groups that read uploads (chunks, description) mostly ask for the same
/// document within moments: of small documents the second gets what the first has made.
/// </summary>
public sealed class DocumentReader(ObjectStorage storage, DocumentParser parser, PersonalDataTokenizer tokenizer)
{
    private const int MaxShared = 64;
    private const int MaxSharedBytes = 1024 * 1024;
    private const int LanguageSample = 20_000;
    private const int MaxTags = 32;

    private readonly ConcurrentDictionary<(string Id, long Version), Lazy<Task<DocumentContent?>>> _shared = new();

    /// <summary>Null where the object is gone or replaced: the newer upload has an event of its own.</summary>
    public async Task<DocumentContent?> ReadAsync(DocumentUploaded uploaded, CancellationToken cancellationToken)
    {
        var key = (uploaded.DocumentId, uploaded.Version);
        if (uploaded.Size > MaxSharedBytes)
        {
            return await LoadAsync(uploaded, cancellationToken);
        }
        if (_shared.TryRemove(key, out var begun))
        {
            return await begun.Value.WaitAsync(cancellationToken);
        }
        if (_shared.Count >= MaxShared)
        {
            _shared.Clear(); // whoever waits holds what it waits for
        }
        // Not cancelled with the one who asked first: the other waits for it too.
        var mine = new Lazy<Task<DocumentContent?>>(() => LoadAsync(uploaded, CancellationToken.None));
        var content = _shared.GetOrAdd(key, mine);
        try
        {
            return await content.Value.WaitAsync(cancellationToken);
        }
        catch
        {
            _shared.TryRemove(key, out _);
            throw;
        }
    }

    private async Task<DocumentContent?> LoadAsync(DocumentUploaded uploaded, CancellationToken cancellationToken)
    {
        if (await storage.GetAsync(uploaded.Bucket, uploaded.ObjectKey, cancellationToken) is not { } stored || stored.Hash != uploaded.ContentHash)
        {
            return null;
        }
        var parsed = await parser.ParseAsync(stored.Bytes, uploaded.ContentType, MediaTypes.Charset(stored.ContentType), uploaded.FileName, cancellationToken);
        if (parsed.Failure is not null)
        {
            return new DocumentContent(parsed, [], "", [], PublishedAt: null);
        }
        var (document, kinds) = await tokenizer.TokenizeAsync(uploaded.Tenant, parsed);
        return new DocumentContent(
            document, kinds, LanguageCodes.Of(Sample(document)), [.. uploaded.Tags.Concat(document.Tags).Distinct(StringComparer.Ordinal).Take(MaxTags)], uploaded.PublishedAt ?? document.PublishedAt);
    }

    private static string Sample(ParsedDocument document)
    {
        var sample = new StringBuilder();
        foreach (var section in document.Sections)
        {
            sample.Append(section.Text.AsSpan(0, Math.Min(section.Text.Length, LanguageSample))).Append('\n');
            if (sample.Length > LanguageSample)
            {
                break;
            }
        }
        return sample.ToString();
    }
}
