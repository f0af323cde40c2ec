using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>A running process of a resource, leader of its own process group.</summary>
internal sealed partial class ResourceProcess
{
    private const int Sigterm = 15;
    private const int Sigkill = 9;
    private const int MaxLineLength = 64 * 1024;

    private readonly Process process;
    private readonly OrphanReaper reaper;
    private readonly Thread[] readers;
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ResourceProcess(Process process, OrphanReaper reaper, Action<string, bool> onLine)
    {
        this.process = process;
        this.reaper = reaper;
        Id = process.Id;
        reaper.Add(Id);
        // A server that reads its input shall see its end, not wait for a terminal.
        process.StandardInput.Close();
        // Reading a pipe blocks a thread in .NET; a dozen processes would starve the thread pool.
        readers = [Read(process.StandardOutput, line => onLine(line, false)), Read(process.StandardError, line => onLine(line, true))];
        process.Exited += (_, _) => OnExited();
        process.EnableRaisingEvents = true;
    }

    public int Id { get; }

    /// <summary>The exit code (128 + the signal where a signal ended it), once all its output is read.</summary>
    public Task<int> Exited => exited.Task;

    /// <summary>Asks the process to end; after the grace period it is killed with all its descendants.</summary>
    public async Task<int> StopAsync(TimeSpan grace)
    {
        Signal(Sigterm);
        try
        {
            return await Exited.WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            Kill();
            return await Exited;
        }
    }

    public void Kill()
    {
        if (!Exited.IsCompleted)
        {
            Signal(Sigkill);
        }
    }

    private static Thread Read(StreamReader reader, Action<string> onLine)
    {
        Thread thread = new(
            () =>
            {
                try
                {
                    while (reader.ReadLine() is { } line)
                    {
                        onLine(line.Length > MaxLineLength ? line[..MaxLineLength] : line);
                    }
                }
                catch (Exception exception) when (exception is IOException or ObjectDisposedException)
                {
                    // the pipe is closed: no more output
                }
            },
            maxStackSize: 256 * 1024)
        { IsBackground = true, Name = "process output" };
        thread.Start();
        return thread;
    }

    private void OnExited()
    {
        // Descendants that are still there hold the pipes open and the port taken; the reaper's list must not name a dead group.
        _ = kill(-Id, Sigkill);
        reaper.Remove(Id);
        foreach (var reader in readers)
        {
            reader.Join(TimeSpan.FromSeconds(2));
        }
        var code = process.ExitCode;
        process.Dispose();
        exited.TrySetResult(code);
    }

    private void Signal(int signal)
    {
        // Before setsid has run in the new process there is no group of its number yet.
        if (kill(-Id, signal) != 0 && kill(Id, signal) != 0 && Marshal.GetLastPInvokeError() != 3 /* ESRCH: it has ended */)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
