using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// A shell that waits for the end of its input, which comes when this process ends in whatever way, and then kills the process
/// groups it was told of and every process that carries this application's mark in its environment. The parent-death signal
/// reaches children only; this reaches what they have started, and children that were being started.
/// </summary>
internal sealed class OrphanReaper : IDisposable
{
    /// <summary>The variable that marks the descendants of one application host.</summary>
    public const string MarkName = "ASPIRE_HOST_INSTANCE";

    // The environment of a child that has not exec'ed yet is its parent's, without the mark: hence the second look.
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
        for look in 1 2; do
          for f in /proc/[0-9]*/environ; do
            if grep -qszxF -e "$0" "$f"; then p=${f#/proc/}; kill -s KILL "${p%/environ}" 2>/dev/null; fi
          done
          sleep 0.2
        done
        """;

    private readonly Lock gate = new();
    private readonly Process shell;
    private bool disposed;

    public OrphanReaper()
    {
        var setsid = ProcessLauncher.Which("setsid");
        string[] shellArguments = ["-c", Script, $"{MarkName}={Mark}"];
        ProcessStartInfo start = new(setsid ?? "/bin/sh", setsid is null ? shellArguments : ["--", "/bin/sh", .. shellArguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        shell = Process.Start(start)!;
    }

    public string Mark { get; } = Guid.NewGuid().ToString("N");

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
            shell.Dispose(); // it takes a last look around and ends
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
