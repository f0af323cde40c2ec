using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>The console logs of the resources: the last lines of each are kept, and followers get the new ones as they come.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider time;

    public ResourceLoggerService() : this(TimeProvider.System)
    {
    }

    internal ResourceLoggerService(TimeProvider time) => this.time = time;

    /// <summary>Where each log is written too, one file per resource instance; null: nowhere.</summary>
    internal string? Directory { get; set; }

    /// <summary>Names the file of an instance's log.</summary>
    internal Func<string, string> FileNameOf { get; set; } = id => id;

    /// <summary>Tells under which instance ids the log of a resource is kept.</summary>
    internal Func<IResource, IReadOnlyList<string>> InstancesOf { get; set; } = resource => [resource.Name];

    public ILogger GetLogger(IResource resource) => new Logger([.. InstancesOf(resource).Select(Log)]);

    public ILogger GetLogger(string resourceName) => new Logger([Log(resourceName)]);

    /// <summary>What was logged, then what is logged until <see cref="Complete(string)"/>.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Log(resourceName).WatchAsync();

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => Merged([.. InstancesOf(resource).Select(Log)]);

    /// <summary>What was logged so far.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        await Task.CompletedTask;
        yield return Log(resourceName).Backlog();
    }

    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(InstancesOf(resource)[0]);

    public void Complete(string name) => Log(name).Complete();

    public void Complete(IResource resource)
    {
        foreach (var id in InstancesOf(resource))
        {
            Complete(id);
        }
    }

    public void ClearBacklog(string resourceName) => Log(resourceName).Clear();

    public void Dispose()
    {
        foreach (var log in logs.Values)
        {
            log.Complete();
            log.Dispose();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>A line of a process's output.</summary>
    internal void Append(string resourceId, string content, bool isError) => Log(resourceId).Append(content, isError);

    internal IReadOnlyList<LogLine> Tail(string resourceId, int lines)
    {
        var all = Log(resourceId).Backlog();
        return all.Count <= lines ? all : [.. all.Skip(all.Count - lines)];
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> Merged(ResourceLog[] logs, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var merged = Channel.CreateUnbounded<IReadOnlyList<LogLine>>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pumps = Task.WhenAll(logs.Select(async log =>
        {
            await foreach (var batch in log.WatchAsync(stop.Token))
            {
                await merged.Writer.WriteAsync(batch, stop.Token);
            }
        })).ContinueWith(_ => merged.Writer.TryComplete(), TaskScheduler.Default);
        try
        {
            await foreach (var batch in merged.Reader.ReadAllAsync(cancellationToken))
            {
                yield return batch;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await pumps;
        }
    }

    private ResourceLog Log(string name) => logs.GetOrAdd(name, n => new(time, Directory is null ? null : Path.Combine(Directory, $"{FileNameOf(n)}.log")));

    private sealed class ResourceLog(TimeProvider time, string? logPath) : IDisposable
    {
        private const int MaxLines = 10_000;
        private readonly Lock gate = new();
        private readonly Queue<LogLine> lines = new();
        private readonly List<Channel<LogLine>> followers = [];
        private string? path = logPath;
        private StreamWriter? file;
        private int lastNumber;
        private bool completed;

        public void Append(string content, bool isError)
        {
            // The dashboard orders lines by this prefix and shows them without it.
            var stamped = $"{time.GetUtcNow().UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffK} {content}";
            lock (gate)
            {
                LogLine line = new(++lastNumber, stamped, isError);
                lines.Enqueue(line);
                if (lines.Count > MaxLines)
                {
                    lines.Dequeue();
                }
                foreach (var follower in followers)
                {
                    follower.Writer.TryWrite(line);
                }
                WriteFile(stamped);
            }
        }

        public IReadOnlyList<LogLine> Backlog()
        {
            lock (gate)
            {
                return [.. lines];
            }
        }

        public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var channel = Channel.CreateUnbounded<LogLine>();
            LogLine[] backlog;
            lock (gate)
            {
                backlog = [.. lines];
                if (completed)
                {
                    channel.Writer.TryComplete();
                }
                else
                {
                    followers.Add(channel);
                }
            }
            try
            {
                if (backlog.Length > 0)
                {
                    yield return backlog;
                }
                while (await channel.Reader.WaitToReadAsync(cancellationToken))
                {
                    List<LogLine> batch = [];
                    while (batch.Count < 500 && channel.Reader.TryRead(out var line))
                    {
                        batch.Add(line);
                    }
                    yield return batch;
                }
            }
            finally
            {
                lock (gate)
                {
                    followers.Remove(channel);
                }
            }
        }

        public void Clear()
        {
            lock (gate)
            {
                lines.Clear();
            }
        }

        public void Complete()
        {
            lock (gate)
            {
                completed = true;
                followers.ForEach(f => f.Writer.TryComplete());
            }
        }

        public void Dispose()
        {
            lock (gate)
            {
                file?.Dispose();
                file = null;
                path = null;
            }
        }

        private void WriteFile(string line)
        {
            if (path is null)
            {
                return;
            }
            try
            {
                if (file is null)
                {
                    System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    file = new(path, append: false) { AutoFlush = true };
                }
                file.WriteLine(line);
            }
            catch (IOException)
            {
                path = null; // a full disk costs the file, not the application
            }
        }
    }

    private sealed class Logger(ResourceLog[] logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception) + (exception is null ? "" : $"{Environment.NewLine}{exception}");
            foreach (var line in text.Split('\n'))
            {
                foreach (var log in logs)
                {
                    log.Append(line.TrimEnd('\r'), logLevel >= LogLevel.Error);
                }
            }
        }
    }
}
