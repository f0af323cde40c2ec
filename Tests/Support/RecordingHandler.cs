using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Support;

/// <summary>Notes what it is given; a test says what else happens to each record.</summary>
public sealed class RecordingHandler<TEvent>(Func<Received<TEvent>, int, CancellationToken, Task>? action = null) : IEventHandler<TEvent>, IEventBatchHandler<TEvent>
{
    private readonly Lock _lock = new();
    private readonly List<Received<TEvent>> _handled = [];
    private readonly Dictionary<RecordCoordinates, int> _attempts = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly List<int> _batches = [];

    /// <summary>Records handled without failure, in order.</summary>
    public IReadOnlyList<Received<TEvent>> Handled
    {
        get
        {
            lock (_lock)
            {
                return [.. _handled];
            }
        }
    }

    /// <summary>Sizes of the batches given, failed ones included.</summary>
    public IReadOnlyList<int> Batches
    {
        get
        {
            lock (_lock)
            {
                return [.. _batches];
            }
        }
    }

    /// <summary>Completes when so many records are handled; fails after 30 s.</summary>
    public Task HandledAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_handled.Count >= count)
            {
                return Task.CompletedTask;
            }
            _waiting.Add((count, reached));
        }
        return reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public Task HandleAsync(Received<TEvent> received, CancellationToken cancellationToken) => HandleAsync([received], cancellationToken);

    public async Task HandleAsync(IReadOnlyList<Received<TEvent>> batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _batches.Add(batch.Count);
        }
        foreach (var received in batch)
        {
            int attempt;
            lock (_lock)
            {
                attempt = _attempts[received.Coordinates] = _attempts.GetValueOrDefault(received.Coordinates) + 1;
            }
            await (action?.Invoke(received, attempt, cancellationToken) ?? Task.CompletedTask);
        }
        lock (_lock)
        {
            _handled.AddRange(batch);
            foreach (var (_, reached) in _waiting.FindAll(waiting => _handled.Count >= waiting.Count))
            {
                reached.TrySetResult();
            }
        }
    }
}
