namespace EventAi.Emulators.Ollama.Serving;

/// <summary>A request's hold on a loaded model; disposed when the request is done.</summary>
internal sealed class ModelLease(ILoadedModel model, TimeSpan loadTime, Action release) : IDisposable
{
    private Action? release = release;

    public ILoadedModel Model { get; } = model;

    /// <summary>Time that the request waited for its turn and for the model.</summary>
    public TimeSpan LoadTime { get; } = loadTime;

    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}
