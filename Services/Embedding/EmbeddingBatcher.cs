using System.Diagnostics.Metrics;
using System.Threading.Channels;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace EventAi.Embedding;

/// <summary>
/// One queue of texts in front of the model, whichever document or partition they come from: as many calls at a time as the model's quota
/// allows, each with up to <see cref="EmbeddingOptions.TextsPerCall"/> texts. The queue is bounded by those who wait for their vectors.
/// </summary>
public sealed class EmbeddingBatcher : IAsyncDisposable
{
    private static readonly Histogram<double> Duration = EventAiTelemetry.Meter.CreateHistogram<double>("eventai.embedding.duration", "s", "Duration of one call of the embedding model");
    private static readonly Histogram<int> Size = EventAiTelemetry.Meter.CreateHistogram<int>("eventai.embedding.batch", "{text}", "Texts in one call of the embedding model");
    private static readonly Counter<long> Tokens = EventAiTelemetry.Meter.CreateCounter<long>("eventai.tokens", "{token}", "Tokens given to and taken from models");

    private readonly Channel<Request> _queue = Channel.CreateUnbounded<Request>();
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly EmbeddingOptions _options;
    private readonly Task _callers;
    private int _calls;

    public EmbeddingBatcher(IOptions<EmbeddingOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        _callers = Task.WhenAll(Enumerable.Range(0, _options.ModelCalls).Select(_ => Task.Run(RunAsync)));
    }

    /// <summary>The vectors of the texts, in their order.</summary>
    /// <exception cref="InvalidDataException">The model answered otherwise than it was asked.</exception>
    public async Task<float[][]> EmbedAsync(EmbeddingModel model, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var requests = new Dictionary<string, Request>(texts.Count, StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var request = new Request(model, text);
            if (requests.TryAdd(text, request))
            {
                await _queue.Writer.WriteAsync(request, cancellationToken);
            }
        }
        return await Task.WhenAll(texts.Select(text => requests[text].Vector.Task)).WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _callers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<Request>(_options.TextsPerCall);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_stop.Token))
            {
                batch.Clear();
                await CollectAsync(batch);
                foreach (var call in batch.GroupBy(static request => request.Model))
                {
                    await CallAsync(call.Key, [.. call]);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The service stops: who waits is told by its own token.
        }
    }

    private async Task CollectAsync(List<Request> batch)
    {
        Take(batch);
        if (batch.Count == 0 || batch.Count >= _options.TextsPerCall || Volatile.Read(ref _calls) == 0 || _options.BatchWait == TimeSpan.Zero)
        {
            return;
        }
        // The other caller is at work: what comes meanwhile shares this call.
        using var wait = new CancellationTokenSource(_options.BatchWait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(wait.Token, _stop.Token);
        try
        {
            while (batch.Count < _options.TextsPerCall && Volatile.Read(ref _calls) > 0 && await _queue.Reader.WaitToReadAsync(either.Token))
            {
                Take(batch);
            }
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // The wait is over.
        }
    }

    private void Take(List<Request> batch)
    {
        while (batch.Count < _options.TextsPerCall && _queue.Reader.TryRead(out var request))
        {
            batch.Add(request);
        }
    }

    private async Task CallAsync(EmbeddingModel model, Request[] call)
    {
        Interlocked.Increment(ref _calls);
        try
        {
            // The same text once, whoever asks for it.
            var texts = call.Select(static request => request.Text).Distinct(StringComparer.Ordinal).ToArray();
            var started = _time.GetTimestamp();
            var answer = await model.Generator.GenerateAsync(texts, cancellationToken: _stop.Token);
            Duration.Record(_time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("gen_ai.request.model", model.Name));
            Size.Record(texts.Length);
            Tokens.Add(answer.Usage?.InputTokenCount ?? 0, new("gen_ai.request.model", model.Name), new("gen_ai.token.type", "input"));
            if (answer.Count != texts.Length)
            {
                throw new InvalidDataException($"The model answered {answer.Count} vectors to {texts.Length} texts.");
            }
            var vectors = texts.Zip(answer).ToDictionary(static pair => pair.First, static pair => pair.Second.Vector.ToArray(), StringComparer.Ordinal);
            foreach (var request in call)
            {
                request.Vector.TrySetResult(vectors[request.Text]);
            }
        }
        catch (Exception exception)
        {
            foreach (var request in call)
            {
                request.Vector.TrySetException(exception);
                _ = request.Vector.Task.Exception; // who asked may have gone
            }
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    private sealed record Request(EmbeddingModel Model, string Text)
    {
        public TaskCompletionSource<float[]> Vector { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
