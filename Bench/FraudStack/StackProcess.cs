using System.Diagnostics;
using System.Globalization;

namespace EventAi.FraudPipelines;

/// <summary>A server as a process that can be ended the hard way and started again as it was; what it says goes to a file.</summary>
public sealed class StackProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ProcessStartInfo _start;
    private readonly string _log;
    private readonly Func<Task<bool>> _isReady;
    private readonly Lock _lock = new();
    private Process? _process;

    /// <param name="name">For messages and the log file.</param>
    /// <param name="start">How it is started.</param>
    /// <param name="folder">Where the log goes.</param>
    /// <param name="isReady">Whether it can be used.</param>
    public StackProcess(string name, ProcessStartInfo start, string folder, Func<Task<bool>> isReady)
    {
        (Name, _start, _isReady) = (name, start, isReady);
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true);
        _log = Path.Combine(folder, $"{name}.log");
    }

    public string Name { get; }

    /// <summary>Processor time of the present process, and of nothing before it.</summary>
    public TimeSpan ProcessorTime => Read(static process => process.TotalProcessorTime);

    /// <summary>Resident memory, bytes.</summary>
    public long Memory => Read(static process => process.WorkingSet64);

    /// <summary>Proportional set size, bytes: pages shared with other processes counted by share.</summary>
    public long ProportionalMemory
        => Read(static process => long.Parse(File.ReadLines($"/proc/{process.Id}/smaps_rollup").First(static line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);

    /// <exception cref="TimeoutException">It is not ready in time; the message ends with what it said last.</exception>
    public async Task StartAsync()
    {
        _process?.Dispose();
        _process = Process.Start(_start) ?? throw new InvalidOperationException($"{Name} could not be started.");
        _process.OutputDataReceived += (_, line) => Write(line.Data);
        _process.ErrorDataReceived += (_, line) => Write(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var started = TimeProvider.System.GetTimestamp();
        while (!await _isReady())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"{Name} is not ready:\n{Tail()}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
    }

    /// <summary>The last lines of the log.</summary>
    public string Tail()
    {
        lock (_lock)
        {
            return File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(20)) : "(it said nothing)";
        }
    }

    private T Read<T>(Func<Process, T> read)
    {
        _process!.Refresh();
        return read(_process);
    }

    private void Write(string? line)
    {
        lock (_lock)
        {
            if (line is not null)
            {
                File.AppendAllText(_log, line + "\n");
            }
        }
    }
}
