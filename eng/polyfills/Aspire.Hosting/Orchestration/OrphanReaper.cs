using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// A shell that waits for the end of its input, which comes when this process ends in whatever way, and then kills the process
/// groups it was told of. The parent-death signal reaches children only; this reaches what they have started.
/// </summary>
internal sealed class OrphanReaper : IDisposable
{
    private const string Script = """
        trap '' INT TERM HUP QUIT
        groups=
        while read -r sign group; do
          rest=
          for g in $groups; do [ "$g" = "$group" ] || rest="$rest $g"; done
          groups=$rest
          [ "$sign" = + ] && groups="$groups $group"
        done
        for g in $groups; do kill -s KILL -- "-$g" 2>/dev/null; done
        """;

    private readonly Lock gate = new();
    private readonly Process shell;
    private bool disposed;

    public OrphanReaper()
    {
        var setsid = ProcessLauncher.Which("setsid");
        ProcessStartInfo start = new(setsid ?? "/bin/sh", setsid is null ? ["-c", Script] : ["--", "/bin/sh", "-c", Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        shell = Process.Start(start)!;
    }

    public void Add(int group) => Send('+', group);

    public void Remove(int group) => Send('-', group);

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }
            disposed = true;
            shell.StandardInput.Dispose();
            shell.WaitForExit(1000);
            shell.Dispose();
        }
    }

    private void Send(char sign, int group)
    {
        lock (gate)
        {
            try
            {
                shell.StandardInput.WriteLine($"{sign} {group}");
                shell.StandardInput.Flush();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // Somebody has killed it; the parent-death signal remains.
            }
        }
    }
}
