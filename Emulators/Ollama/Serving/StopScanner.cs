namespace EventAi.Emulators.Ollama.Serving;

/// <summary>Lets an answer's pieces through up to the first stop text; holds back an end that may be the beginning of one.</summary>
internal sealed class StopScanner(IReadOnlyList<string> stops)
{
    private readonly string[] stops = [.. stops.Where(static stop => stop.Length > 0)];
    private string held = "";

    /// <summary>A stop text came: nothing more is let through.</summary>
    public bool Stopped { get; private set; }

    /// <summary>What of the answer so far may be sent now.</summary>
    public string Push(string piece)
    {
        if (Stopped)
        {
            return "";
        }

        held += piece;
        var cut = stops.Select(stop => held.IndexOf(stop, StringComparison.Ordinal)).Where(static index => index >= 0).DefaultIfEmpty(-1).Min();
        if (cut >= 0)
        {
            Stopped = true;
            return Take(cut);
        }

        return Take(held.Length - stops.Select(Overlap).DefaultIfEmpty(0).Max());
    }

    /// <summary>The rest, once the answer has ended without a stop text.</summary>
    public string Flush() => Stopped ? "" : Take(held.Length);

    /// <summary>Length of the longest end of what is held that begins the stop text.</summary>
    private int Overlap(string stop)
    {
        for (var length = Math.Min(stop.Length - 1, held.Length); length > 0; length--)
        {
            if (held.EndsWith(stop[..length], StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }

    private string Take(int length)
    {
        var taken = held[..length];
        held = held[length..];
        return taken;
    }
}
