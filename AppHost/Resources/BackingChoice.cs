using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace EventAi.AppHost.Resources;

/// <summary>Decides between containers and emulators before any resource is added: a container without a runtime would wait for ever.</summary>
internal static class BackingChoice
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary><c>--Backing=containers|emulators</c> decides, else whether a container runtime answers. What is published always runs in containers.</summary>
    public static Backing Of(IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return Backing.Containers;
        }
        if (builder.Configuration["Backing"] is not { Length: > 0 } given)
        {
            return RuntimeAnswers(builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] ?? "docker") ? Backing.Containers : Backing.Emulators;
        }
        return Enum.TryParse<Backing>(given, ignoreCase: true, out var backing)
            ? backing
            : throw new DistributedApplicationException($"--Backing={given}: it is 'containers' or 'emulators'.");
    }

    private static bool RuntimeAnswers(string runtime)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(runtime, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process.WaitForExit(Patience) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // not installed
        }
    }
}
