using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventAi.AppHost.Tests;

/// <summary>Reads traces back from the Aspire dashboard's telemetry API.</summary>
public sealed class DashboardTelemetry(Uri dashboard) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _http = new() { BaseAddress = dashboard };

    /// <summary>Waits until a trace holds a span of that name from that service; fails with the spans it has.</summary>
    public async Task<IReadOnlyList<TracedSpan>> TraceAsync(string traceId, params (string Service, string Span)[] expected)
    {
        using var deadline = new CancellationTokenSource(Patience);
        IReadOnlyList<TracedSpan> spans = [];
        try
        {
            while (true)
            {
                spans = await SpansAsync(traceId, deadline.Token);
                if (Array.TrueForAll(expected, wanted => spans.Any(span => span.Service == wanted.Service && span.Name == wanted.Span)))
                {
                    return spans;
                }
                await Task.Delay(Interval, deadline.Token);
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException(
                $"Trace {traceId} lacks {string.Join(", ", expected.Where(wanted => !spans.Any(span => span.Service == wanted.Service && span.Name == wanted.Span)))}; it has:\n{string.Join('\n', spans)}",
                exception);
        }
    }

    /// <summary>All that the dashboard keeps of <c>logs</c> or <c>spans</c>, as it answers.</summary>
    public Task<string> ReadAsync(string kind) => _http.GetStringAsync($"/api/telemetry/{kind}");

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<TracedSpan>> SpansAsync(string traceId, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync($"/api/telemetry/traces/{traceId}", cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return [];
        }
        var json = await JsonSerializer.DeserializeAsync<JsonNode>(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return [.. TracedSpan.ReadAll(json)];
    }
}
