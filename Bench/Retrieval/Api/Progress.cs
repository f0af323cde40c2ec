using System.Globalization;

namespace EventAi.Bench.Retrieval.Api;

/// <summary>How far a step is, on the error stream: a line rewritten on a terminal, else one at each quarter.</summary>
internal sealed class Progress(string step, int total)
{
    private int done;
    private int told = -1;

    public void Add(int count)
    {
        var now = Interlocked.Add(ref done, count);
        var quarter = now * 4 / Math.Max(total, 1);
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{step}: {now:N0} of {total:N0}{(now >= total ? "\n" : "")}"));
        }
        else if (Interlocked.Exchange(ref told, quarter) < quarter)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step}: {now:N0} of {total:N0}"));
        }
    }
}
