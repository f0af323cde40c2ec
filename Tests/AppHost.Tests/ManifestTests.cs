using System.Diagnostics;
using System.Text.Json.Nodes;
using EventAi.Support;

namespace EventAi.AppHost.Tests;

public class ManifestTests
{
    /// <summary>The committed manifest is what the application host describes; <c>./eventai manifest</c> writes it anew.</summary>
    [Fact]
    public async Task Publish_Manifest_IsTheCommittedOne()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "manifest.json");
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(Projects.AppHost).Assembly.Location, "--operation", "publish", "--step", "publish-manifest", "--publisher", "manifest", "--output-path", path])
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.PathOf("AppHost"),
        })!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(deadline.Token);

        Assert.Equal(0, process.ExitCode);
        var written = Relative(JsonNode.Parse(await File.ReadAllTextAsync(path))!, folder.Path);
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("aspire-manifest.json")))!.ToJsonString();
        Assert.Equal(committed, written);
    }

    /// <summary>Project paths are relative to the manifest: as if it had been written at the root.</summary>
    private static string Relative(JsonNode manifest, string folder)
    {
        foreach (var (_, resource) in manifest["resources"]!.AsObject())
        {
            if (resource!["path"]?.GetValue<string>() is { } path)
            {
                resource["path"] = Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, path))).Replace('\\', '/');
            }
        }
        return manifest.ToJsonString();
    }
}
