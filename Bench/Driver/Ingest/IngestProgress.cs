using System.Collections.Concurrent;
using System.Globalization;

namespace EventAi.Driver.Ingest;

/// <summary>How far the documents have come, and the bar that shows it: on a terminal in one line, elsewhere a line every five seconds.</summary>
internal sealed class IngestProgress(int total)
{
    private const int BarWidth = 30;
    private const int ShownFailures = 20;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, string> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Id, string Reason)> _failures = new();
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _indexed;
    private int _unchanged;
    private int _chunks;
    private long _bytes;

    /// <summary>Uploaded, and neither indexed nor failed yet.</summary>
    public IReadOnlyCollection<string> Waiting => [.. _open.Where(static pair => pair.Value == "uploaded").Select(static pair => pair.Key)];

    private int Done => Volatile.Read(ref _indexed) + Volatile.Read(ref _unchanged) + _failures.Count;

    public void Uploading(string id, long bytes)
    {
        if (_open.TryAdd(id, "uploading"))
        {
            Interlocked.Add(ref _bytes, bytes);
        }
    }

    public void Uploaded(string id, bool unchanged)
    {
        if (unchanged)
        {
            _open.TryRemove(id, out _);
            Interlocked.Increment(ref _unchanged);
        }
        else
        {
            // Already gone where it was indexed before the answer had come.
            _open.TryUpdate(id, "uploaded", "uploading");
        }
    }

    public void Indexed(string id, int chunks)
    {
        if (_open.TryRemove(id, out _))
        {
            Interlocked.Add(ref _chunks, chunks);
            Interlocked.Increment(ref _indexed);
        }
    }

    public void Failed(string id, string reason)
    {
        if (_open.TryRemove(id, out _))
        {
            _failures.Enqueue((id, reason));
        }
    }

    public async Task DrawAsync(CancellationToken cancellationToken)
    {
        var bar = !Console.IsOutputRedirected;
        try
        {
            while (true)
            {
                await Task.Delay(bar ? Frame : Line, cancellationToken);
                Draw(bar);
            }
        }
        catch (OperationCanceledException)
        {
            Draw(bar);
            Console.WriteLine();
        }
    }

    /// <summary>The last word; 0 where every document is indexed.</summary>
    public int Report(int passedOver)
    {
        var elapsed = TimeProvider.System.GetElapsedTime(_started);
        foreach (var (id, reason) in _failures.Take(ShownFailures))
        {
            Console.WriteLine($"  {id}: {reason}");
        }
        if (_failures.Count > ShownFailures)
        {
            Console.WriteLine($"  … and {_failures.Count - ShownFailures} more");
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_indexed} indexed ({_chunks} chunks), {_unchanged} unchanged, {_failures.Count} failed, {_open.Count} not finished, {passedOver} of other types; {elapsed.TotalSeconds:F1} s, {_indexed / elapsed.TotalSeconds:F0} documents/s, {_chunks / elapsed.TotalSeconds:F0} chunks/s"));
        return _failures.IsEmpty && _open.IsEmpty ? 0 : 1;
    }

    private void Draw(bool bar)
    {
        var share = total == 0 ? 1 : (double)Done / total;
        var filled = (int)(share * BarWidth);
        var text = string.Create(CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {share * 100,3:F0}%  {Done}/{total}  {_chunks} chunks  {_failures.Count} failed  {_bytes / 1e6:F1} MB");
        Console.Write(bar ? $"\r{text} " : $"{text}\n");
    }
}
