using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What an application host is told when a test runs it.</summary>
internal static class TestingDefaults
{
    public static void Apply(
        DistributedApplicationOptions options, HostApplicationBuilderSettings settings, string[] args, Assembly assembly,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        settings.Args = [.. settings.Args ?? [], .. args];
        settings.ApplicationName = options.AssemblyName = assembly.GetName().Name;
        options.Args = settings.Args;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        var directory = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => string.Equals(a.Key, "apphostprojectpath", StringComparison.OrdinalIgnoreCase))?.Value;
        if (directory is not null && Directory.Exists(directory))
        {
            settings.ContentRootPath = directory;
        }
        settings.Configuration ??= new();
        settings.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["DcpPublisher:RandomizePorts"] = "true" });
        configure(options, settings);
        settings.Args = options.Args ?? settings.Args;
        settings.Configuration.AddInMemoryCollection(LaunchProfile(directory).Where(p => settings.Configuration[p.Key] is null).ToArray());
    }

    /// <summary>The environment of the host's first launch profile, which <c>dotnet run</c> would set.</summary>
    private static Dictionary<string, string?> LaunchProfile(string? directory)
    {
        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        var file = Path.Combine(directory ?? "", "Properties", "launchSettings.json");
        if (directory is null || !File.Exists(file))
        {
            return values;
        }
        using var json = JsonDocument.Parse(File.ReadAllText(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        if (!json.RootElement.TryGetProperty("profiles", out var profiles) || profiles.EnumerateObject().FirstOrDefault() is not { Value.ValueKind: JsonValueKind.Object } profile)
        {
            return values;
        }
        values["DOTNET_LAUNCH_PROFILE"] = profile.Name;
        if (profile.Value.TryGetProperty("environmentVariables", out var variables))
        {
            foreach (var variable in variables.EnumerateObject())
            {
                values[variable.Name] = variable.Value.GetString();
                foreach (var prefix in new[] { "DOTNET_", "ASPNETCORE_" }.Where(p => variable.Name.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
                {
                    values.TryAdd(variable.Name[prefix.Length..], variable.Value.GetString());
                }
            }
        }
        return values;
    }
}
