using System.Globalization;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// When an acknowledgement waits for fsync: never (it follows write(2), and so survives the death of the broker but not of the machine), or always,
/// after gathering writes for <paramref name="GroupDelay"/> so that many share one fsync.
/// </summary>
internal readonly record struct FsyncPolicy(bool Enabled, TimeSpan GroupDelay)
{
    /// <summary>Reads "never", "always" or a number of milliseconds; null when the text is none of them.</summary>
    public static FsyncPolicy? TryParse(string text) => text.ToLowerInvariant() switch
    {
        "never" => new FsyncPolicy(Enabled: false, TimeSpan.Zero),
        "always" => new FsyncPolicy(Enabled: true, TimeSpan.Zero),
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms is > 0 and <= 60_000
            => new FsyncPolicy(Enabled: true, TimeSpan.FromMilliseconds(ms)),
        _ => null,
    };
}
