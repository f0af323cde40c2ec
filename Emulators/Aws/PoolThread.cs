using System.Runtime.CompilerServices;

namespace EventAi.Emulators.Aws;

/// <summary>
/// Requests are taken in, and brief ones answered, in the thread that waits for the sockets, of which there are as many as processors: what takes longer
/// goes on in a thread of the pool, or others would wait for it.
/// </summary>
internal static class PoolThread
{
    /// <summary>To be awaited: what follows runs in a thread of the pool.</summary>
    public static ConfiguredTaskAwaitable Switch() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
