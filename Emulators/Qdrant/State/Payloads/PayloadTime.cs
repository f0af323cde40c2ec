using System.Globalization;

namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>Times in payloads: ISO 8601, UTC where no offset is given, counted in microseconds since 1970.</summary>
internal static class PayloadTime
{
    public static bool TryParse(string text, out DateTimeOffset time)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    public static long Microseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
