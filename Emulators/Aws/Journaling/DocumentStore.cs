using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.Journaling;

/// <summary>JSON documents by kind and key, durable in a journal that is rewritten when most of it is history. Thread-safe.</summary>
internal sealed class DocumentStore : IDisposable
{
    private const byte PutRecord = 1;
    private const byte RemoveRecord = 2;
    private const long SmallestRewrite = 4 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> _kinds = new(StringComparer.Ordinal);
    private readonly RecordWriter _writer = new();
    private readonly Journal? _journal;
    private long _rewrittenAt;

    /// <param name="path">File; null keeps everything in memory.</param>
    /// <param name="logger">Told of a damaged end.</param>
    public DocumentStore(string? path, ILogger logger)
    {
        if (path is null)
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _journal = Journal.Open(path, Replay, logger);
    }

    public void Put(string kind, string key, JsonObject document)
    {
        lock (_gate)
        {
            if (_journal is not null)
            {
                _writer.Clear();
                _writer.Begin(PutRecord).Text(kind).Text(key).Text(document.Text).End();
                _journal.Append(_writer.Written.Span);
            }
            Of(kind)[key] = document;
            Rewrite();
        }
    }

    /// <returns>Whether it was there.</returns>
    public bool Remove(string kind, string key)
    {
        lock (_gate)
        {
            if (!Of(kind).ContainsKey(key))
            {
                return false;
            }
            if (_journal is not null)
            {
                _writer.Clear();
                _writer.Begin(RemoveRecord).Text(kind).Text(key).End();
                _journal.Append(_writer.Written.Span);
            }
            return Of(kind).Remove(key);
        }
    }

    public JsonObject? Get(string kind, string key)
    {
        lock (_gate)
        {
            return Of(kind).GetValueOrDefault(key);
        }
    }

    /// <summary>The one with the lowest key of a kind; null where there is none.</summary>
    public KeyValuePair<string, JsonObject>? First(string kind)
    {
        lock (_gate)
        {
            return Of(kind) is { Count: > 0 } documents ? documents.First() : null;
        }
    }

    /// <summary>All of a kind in the order of their keys.</summary>
    public List<KeyValuePair<string, JsonObject>> All(string kind)
    {
        lock (_gate)
        {
            return [.. Of(kind)];
        }
    }

    public void Dispose() => _journal?.Dispose();

    private SortedDictionary<string, JsonObject> Of(string kind)
    {
        if (!_kinds.TryGetValue(kind, out var documents))
        {
            _kinds.Add(kind, documents = new(StringComparer.Ordinal));
        }
        return documents;
    }

    private void Replay(ReadOnlySpan<byte> payload)
    {
        var reader = new RecordReader(payload);
        var record = reader.Byte();
        var (kind, key) = (reader.Text()!, reader.Text()!);
        if (record == PutRecord)
        {
            Of(kind)[key] = (JsonObject)Json.Parse(reader.Text()!);
        }
        else
        {
            Of(kind).Remove(key);
        }
    }

    private void Rewrite()
    {
        if (_journal is null || _journal.Length < Math.Max(SmallestRewrite, 4 * _rewrittenAt))
        {
            return;
        }
        _journal.Rewrite(_kinds.SelectMany(kind => kind.Value.Select(document =>
        {
            _writer.Clear();
            _writer.Begin(PutRecord).Text(kind.Key).Text(document.Key).Text(document.Value.Text).End();
            return _writer.Written;
        })));
        _rewrittenAt = _journal.Length;
    }
}
