using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EventAi.Emulators.Ollama;

namespace EventAi.Emulators.Tests.Ollama;

public sealed class OllamaMetricsTests
{
    [Fact]
    public async Task Meter_AfterRequests_TellsTokensAndDurations()
    {
        var sums = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == OllamaMetrics.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        await using var server = await OllamaServer.StartAsync(new OllamaOptions());
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = OllamaFixture.Deadline };
        using var embedded = await http.PostAsync("/api/embed", new StringContent("""{"model": "use-lite", "input": "one two three"}"""));
        using var answered = await http.PostAsync("/api/chat", new StringContent("""{"model": "extractive", "stream": false, "messages": [{"role": "user", "content": "who?"}]}"""));
        Assert.True(sums["ollama.tokens model=use-lite:latest direction=in"] >= 3);
        Assert.True(sums["ollama.tokens model=extractive:latest direction=out"] >= 3);
        Assert.True(sums["ollama.request.duration model=use-lite:latest operation=embed"] > 0);
        Assert.True(sums["ollama.load.duration model=extractive:latest"] > 0);

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            => sums.AddOrUpdate(instrument.Name + string.Concat(tags.ToArray().Select(static tag => $" {tag.Key}={tag.Value}")), value, (_, before) => before + value);
    }
}
