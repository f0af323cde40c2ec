using System.Net.Http.Json;
using System.Text.Json;

namespace EventAi.Driver.Ingest;

/// <summary>Follows the documents' states by server-sent events; a broken connection goes on after the last one seen. What is still open at the end is asked for by name.</summary>
internal sealed class StatusFollower(HttpClient http, IngestProgress progress) : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<bool> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _position;

    /// <summary>True once states are followed; false where nothing answers.</summary>
    public async Task<bool> StartAsync()
    {
        _ = Task.Run(FollowAsync);
        return await _connected.Task;
    }

    /// <summary>Until nothing is open, or nothing has moved for so long.</summary>
    public async Task WaitAsync(TimeSpan patience)
    {
        var (open, since) = (-1, TimeProvider.System.GetTimestamp());
        while (progress.Waiting is { Count: > 0 } waiting && TimeProvider.System.GetElapsedTime(since) < patience)
        {
            if (waiting.Count != open)
            {
                (open, since) = (waiting.Count, TimeProvider.System.GetTimestamp());
            }
            await Task.Delay(Interval);
            foreach (var id in progress.Waiting.Take(50))
            {
                Apply(await http.GetFromJsonAsync<Status>($"/documents/{Uri.EscapeDataString(id)}"));
            }
        }
        await _stop.CancelAsync();
    }

    public void Dispose() => _stop.Dispose();

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ReadAsync();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                _connected.TrySetResult(false);
                await Task.Delay(Retry);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ReadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/documents");
        request.Headers.Accept.Add(new("text/event-stream"));
        if (_position is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", _position);
        }
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _stop.Token);
        response.EnsureSuccessStatusCode();
        _connected.TrySetResult(true);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_stop.Token));
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                _position = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                Apply(JsonSerializer.Deserialize<Status>(line.AsSpan(6), JsonSerializerOptions.Web));
            }
        }
    }

    private void Apply(Status? status)
    {
        if (status?.State == "Indexed")
        {
            progress.Indexed(status.DocumentId, status.Chunks ?? 0);
        }
        else if (status?.State == "Failed")
        {
            progress.Failed(status.DocumentId, $"{status.Stage}: {status.Reason}");
        }
    }

    private sealed record Status(string DocumentId, string State, int? Chunks, string? Stage, string? Reason);
}
