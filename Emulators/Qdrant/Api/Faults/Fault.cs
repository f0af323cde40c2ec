namespace EventAi.Emulators.Qdrant.Api.Faults;

/// <summary>
/// What is to happen to the next requests that match: first the delay, then the error (nothing is done) or the end of the connection.
/// </summary>
public sealed record Fault
{
    /// <summary>Part of the path: <c>points/query</c> over REST, <c>Points/Query</c> over gRPC; any request when it is not given.</summary>
    public string? Path { get; init; }

    /// <summary>Status of the error over REST, as over gRPC the code that goes with it; 0 for none.</summary>
    public int Status { get; init; }

    /// <summary>Milliseconds before anything is done.</summary>
    public int DelayMs { get; init; }

    /// <summary>Whether the connection is cut instead of an answer.</summary>
    public bool Drop { get; init; }

    /// <summary>Requests that it still happens to.</summary>
    public int Count { get; init; } = 1;

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Problem()
        => Status == 0 && DelayMs == 0 && !Drop ? "Nothing would happen: status, delayMs or drop is missing."
            : Status is not 0 and (< 400 or > 599) ? "status is a number from 400 to 599."
            : DelayMs is < 0 or > 600_000 ? "delayMs is a number from 0 to 600000."
            : Count < 1 ? "count is at least 1."
            : null;

    internal bool IsFor(string path) => Path is null || path.Contains(Path, StringComparison.OrdinalIgnoreCase);
}
