using System.Diagnostics;
using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Serving;

/// <summary>
/// The models in memory. A model is loaded by the first request that needs it and unloaded when no request uses it and its
/// keep-alive has passed, as Ollama's scheduler does (ollama/server/sched.go).
/// </summary>
internal sealed class LoadedModels(OllamaOptions options, Admission admission, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<ModelName, Residency> resident = [];

    /// <summary>What is loaded, the one that stays longest first.</summary>
    public IReadOnlyList<(InstalledModel Model, long MemoryBytes, DateTime ExpiresAt)> Running
    {
        get
        {
            lock (gate)
            {
                return [.. resident.Values.Where(static entry => entry.Loaded.IsValueCreated)
                    .Select(static entry => (entry.Model, entry.Loaded.Value.MemoryBytes, entry.ExpiresAt))
                    .OrderByDescending(static entry => entry.ExpiresAt)];
            }
        }
    }

    /// <summary>Waits for the request's turn and for the model; the lease is held as long as the model is used.</summary>
    /// <exception cref="OllamaException">503 where too many requests wait; 500 where the model cannot be loaded.</exception>
    public async Task<ModelLease> AcquireAsync(InstalledModel model, TimeSpan? keepAlive, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var slot = await admission.EnterAsync(cancellation);
        Residency? residency = null;
        try
        {
            residency = Enter(model, keepAlive);
            var loaded = residency.Loaded.IsValueCreated ? residency.Loaded.Value : await Task.Run(() => residency.Loaded.Value, cancellation);
            return new ModelLease(loaded, Stopwatch.GetElapsedTime(started), () => Leave(residency, slot));
        }
        catch (Exception error)
        {
            if (residency is null)
            {
                slot.Dispose();
            }
            else
            {
                Leave(residency, slot, failed: !residency.Loaded.IsValueCreated && error is not OperationCanceledException);
            }

            throw;
        }
    }

    /// <summary>Unloads a model as soon as no request uses it.</summary>
    public void Expire(ModelName name)
    {
        lock (gate)
        {
            if (resident.TryGetValue(name, out var residency))
            {
                residency.KeepAlive = TimeSpan.Zero;
                residency.ExpiresAt = Now();
                UnloadIfExpired(residency);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var residency in resident.Values)
            {
                residency.Dispose();
            }

            resident.Clear();
        }
    }

    private Residency Enter(InstalledModel model, TimeSpan? keepAlive)
    {
        lock (gate)
        {
            if (!resident.TryGetValue(model.Name, out var residency))
            {
                residency = new Residency(model);
                resident.Add(model.Name, residency);
            }

            residency.Users++;
            residency.KeepAlive = keepAlive ?? options.KeepAliveTime;
            residency.ExpiresAt = Now() + residency.KeepAlive;
            return residency;
        }
    }

    private void Leave(Residency residency, IDisposable slot, bool failed = false)
    {
        slot.Dispose();
        lock (gate)
        {
            residency.Users--;
            if (failed)
            {
                // The next request tries again to load it.
                if (ReferenceEquals(resident.GetValueOrDefault(residency.Model.Name), residency))
                {
                    resident.Remove(residency.Model.Name);
                }

                return;
            }

            residency.ExpiresAt = Now() + residency.KeepAlive;
            UnloadIfExpired(residency);
        }
    }

    /// <summary>Under the lock. A timer that fires too early is set anew for the rest.</summary>
    private void UnloadIfExpired(Residency residency)
    {
        residency.Timer?.Dispose();
        residency.Timer = null;
        if (residency.Users > 0 || !ReferenceEquals(resident.GetValueOrDefault(residency.Model.Name), residency))
        {
            return;
        }

        var left = residency.ExpiresAt - Now();
        if (left <= TimeSpan.Zero)
        {
            resident.Remove(residency.Model.Name);
            residency.Dispose();

            // Weights are large and die old: without a nudge their memory would be kept until something else needs it.
            _ = Task.Run(static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
        }
        else
        {
            residency.Timer = time.CreateTimer(OnTimer, residency, Min(left, TimeSpan.FromDays(1)), Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer(object? state)
    {
        lock (gate)
        {
            UnloadIfExpired((Residency)state!);
        }
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private sealed class Residency(InstalledModel model) : IDisposable
    {
        public InstalledModel Model { get; } = model;

        public Lazy<ILoadedModel> Loaded { get; } = new(model.Load);

        public int Users { get; set; }

        public TimeSpan KeepAlive { get; set; }

        public DateTime ExpiresAt { get; set; }

        public ITimer? Timer { get; set; }

        public void Dispose()
        {
            Timer?.Dispose();
            if (Loaded.IsValueCreated)
            {
                Loaded.Value.Dispose();
            }
        }
    }
}
