using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EventAi.Support;

namespace EventAi.Services.Tests.Fraud.Onnx;

/// <summary>The native ONNX runtime, as the npm package onnxruntime-node carries it; fetched once to .eventai/clients/onnx (250 MB).</summary>
internal static class RealRuntime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private static readonly string Scripts = Repository.PathOf("Tests", "Services.Tests", "Fraud", "Onnx", "runtime");
    private static readonly string Modules = Repository.PathOf(".eventai", "clients", "onnx");

    /// <summary>What comes out, by case and by name of the output.</summary>
    public static async Task<Dictionary<string, Dictionary<string, double[]>>> RunAsync(IEnumerable<OnnxCase> cases)
    {
        await InstallAsync();
        using var folder = new TemporaryFolder();
        foreach (var test in cases)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, $"{test.Name}.onnx"), test.Model);
            var values = string.Join(',', test.Values.Select(static value => double.IsNaN(value) ? "\"NaN\"" : value.ToString("R", CultureInfo.InvariantCulture)));
            await File.WriteAllTextAsync(Path.Combine(folder.Path, $"{test.Name}.json"), $$"""{"double":{{(test.IsDouble ? "true" : "false")}},"columns":{{test.Columns}},"values":[{{values}}]}""");
        }
        return Parse(await RunAsync("node", Path.Combine(Scripts, "run.js"), Modules, folder.Path));
    }

    public static Dictionary<string, Dictionary<string, double[]>> Parse(string json)
        => JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(
            static model => model.Name,
            static model => model.Value.EnumerateObject().ToDictionary(static output => output.Name, static output => output.Value.EnumerateArray().Select(Number).ToArray(), StringComparer.Ordinal),
            StringComparer.Ordinal);

    private static double Number(JsonElement element)
        => element.ValueKind == JsonValueKind.Number ? element.GetDouble()
            : element.GetString() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => double.NaN };

    private static async Task InstallAsync()
    {
        var (wanted, installed) = (Path.Combine(Scripts, "package.json"), Path.Combine(Modules, ".installed.json"));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == await File.ReadAllTextAsync(wanted))
        {
            return;
        }
        Directory.CreateDirectory(Modules);
        File.Copy(wanted, Path.Combine(Modules, "package.json"), overwrite: true);
        // Its install script would fetch the libraries for graphics cards.
        await RunAsync("npm", "install", "--prefix", Modules, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        File.Copy(wanted, installed, overwrite: true);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
            await process.WaitForExitAsync(deadline.Token);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await error}");
            return await output;
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} is not done in {Deadline}.", exception);
        }
    }
}
