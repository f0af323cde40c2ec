using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>What to start: an absolute path, its arguments, its folder, and what to add to the inherited environment.</summary>
internal sealed record ProcessSpec(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment);

/// <summary>
/// Starts the resources' processes such that none outlives this one, however it ends. Each is the leader of a session of its
/// own, so that it can be signalled with all its descendants and does not get the terminal's Ctrl-C; and two
/// things end it when this process is killed: the kernel's parent-death signal (prctl(2), PR_SET_PDEATHSIG, through setpriv),
/// and <see cref="OrphanReaper"/>, which reaches grandchildren too, and a child that was forked but had not called prctl yet.
/// </summary>
/// <remarks>
/// The parent-death signal is sent when the *thread* that forked ends, hence one thread that forks and never ends before us.
/// No shell stands between: it would drop variables whose names are no identifiers, such as <c>services__a-b__http__0</c>.
/// </remarks>
internal sealed partial class ProcessLauncher : IDisposable
{
    // Variables that belong to the application host itself (Aspire's DCP keeps back the same ones).
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "HTTP_PORTS", "HTTPS_PORTS"];

    private readonly BlockingCollection<Action> work = [];
    private readonly Lazy<OrphanReaper> reaper = new(() => new());
    private readonly string? setpriv = Which("setpriv");
    private readonly string? setsid = Which("setsid");
    private readonly ILogger<ProcessLauncher> logger;
    private int warned;

    public ProcessLauncher(ILogger<ProcessLauncher> logger)
    {
        this.logger = logger;
        new Thread(Work) { IsBackground = true, Name = "process launcher" }.Start();
    }

    /// <summary>Finds an executable the way a shell does; null when there is none.</summary>
    public static string? Which(string command, string? workingDirectory = null)
    {
        if (command.Contains('/', StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(command, workingDirectory ?? Directory.GetCurrentDirectory());
            return IsExecutable(path) ? path : null;
        }
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, command)).FirstOrDefault(IsExecutable);
    }

    public Task<ResourceProcess> StartAsync(ProcessSpec spec, Action<string, bool> onLine)
    {
        TaskCompletionSource<ResourceProcess> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                started.SetResult(Start(spec, onLine));
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    public void Dispose()
    {
        work.CompleteAdding();
        if (reaper.IsValueCreated)
        {
            reaper.Value.Dispose();
        }
    }

    private static bool IsExecutable(string path)
        => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);

    private void Work()
    {
        foreach (var action in work.GetConsumingEnumerable())
        {
            action();
        }
    }

    private ResourceProcess Start(ProcessSpec spec, Action<string, bool> onLine)
    {
        List<string> command = [spec.FileName, .. spec.Arguments];
        if (setpriv is not null && setsid is not null)
        {
            command.InsertRange(0, [setpriv, "--pdeathsig", "KILL", "--", setsid, "--"]);
        }
        else if (Interlocked.Exchange(ref warned, 1) == 0)
        {
            NoSetpriv(logger);
        }
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.WorkingDirectory,
        };
        foreach (var name in NotInherited)
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }
        start.Environment[OrphanReaper.MarkName] = reaper.Value.Mark;
        return new(Process.Start(start)!, reaper.Value, onLine);
    }

    [LoggerMessage(1, LogLevel.Warning, "setpriv and setsid (Debian package util-linux) are missing: processes may outlive a killed application host")]
    private static partial void NoSetpriv(ILogger logger);
}
