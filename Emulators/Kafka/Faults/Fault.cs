using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Faults;

/// <summary>
/// What is to happen to the next requests that match. First the delay; then either the error, in every place of the answer that holds one and without anything being done,
/// or the operation and, if <see cref="Drop"/>, an answer that breaks off in its middle with the connection.
/// </summary>
public sealed record Fault
{
    /// <summary>The operation, by name ("Produce") or number; any when it is not given.</summary>
    public string? Api { get; init; }

    /// <summary>A topic that the request must name; any when it is not given.</summary>
    public string? Topic { get; init; }

    /// <summary>Code of the error to answer with; 0 for none.</summary>
    public short Error { get; init; }

    /// <summary>Milliseconds before anything is done.</summary>
    public int DelayMs { get; init; }

    /// <summary>Whether the connection is cut in the middle of the answer.</summary>
    public bool Drop { get; init; }

    /// <summary>Requests that it still happens to.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Problem() =>
        Api is not null && (!Enum.TryParse<ApiKey>(Api, ignoreCase: true, out var key) || !Enum.IsDefined(key)) ? $"api: there is no operation '{Api}'."
        : Error == 0 && DelayMs == 0 && !Drop ? "Nothing would happen: error, delayMs or drop is missing."
        : DelayMs is < 0 or > 600_000 ? "delayMs is a number from 0 to 600000."
        : Count < 1 ? "count is at least 1."
        : null;

    internal bool IsFor(ApiKey key) => Api is null || (Enum.TryParse<ApiKey>(Api, ignoreCase: true, out var mine) && mine == key);
}
