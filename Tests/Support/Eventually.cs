namespace EventAi.Support;

/// <summary>Asks again until something holds, with a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <exception cref="TimeoutException">It did not hold in time; <paramref name="describe"/> says how things stand.</exception>
    public static async Task HoldsAsync(TimeSpan patience, Func<Task<bool>> condition, Func<string>? describe = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException(describe?.Invoke() ?? $"It did not hold within {patience}.");
            }
            await Task.Delay(Interval);
        }
    }
}
