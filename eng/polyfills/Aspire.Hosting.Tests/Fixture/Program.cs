using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;
using OpenTelemetry;
using OpenTelemetry.Trace;

// A service that does what the tests of the orchestrator need to see: tell its environment, become unhealthy, end, have children.
// Where its traces go, and under which name, is all in the environment. Without a dashboard the exporter would hold up every stop.
using var traces = Environment.GetEnvironmentVariable("TRACES") is null ? null : Sdk.CreateTracerProviderBuilder().AddSource("Microsoft.AspNetCore").AddOtlpExporter().Build();
var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
var healthy = Environment.GetEnvironmentVariable("START_UNHEALTHY") is null;
using var deaf = Environment.GetEnvironmentVariable("IGNORE_SIGTERM") is null
    ? null
    : PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);

app.MapGet("/health", () => healthy ? Results.Ok() : Results.StatusCode(503));
app.MapPost("/health/{state:bool}", (bool state) => healthy = state);
app.MapGet("/env", () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value, StringComparer.Ordinal));
app.MapGet("/args", () => args);
app.MapGet("/pid", () => Environment.ProcessId);
app.MapPost("/exit/{code:int}", (int code) =>
{
    Console.Error.WriteLine($"last words before {code}");
    _ = Task.Run(() => Environment.Exit(code));
});
app.MapPost("/child", () =>
{
    using var child = Process.Start(new ProcessStartInfo("sleep", "1000") { UseShellExecute = false })!;
    return child.Id;
});
app.MapPost("/say/{text}", (string text) => Console.WriteLine(text));
app.Run();
