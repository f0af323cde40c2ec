namespace EventAi.RagBench;

/// <summary>Rows with what was measured and what is asked for.</summary>
internal sealed class ResultTable
{
    private readonly List<(string Row, string Measured, string Target, bool Good)> _rows = [];

    public bool AllGood => _rows.TrueForAll(static row => row.Good);

    public void Add(string row, string measured, string target, bool good) => _rows.Add((row, measured, target, good));

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"| {"row",-44} | {"measured",-46} | target |");
        Console.WriteLine("|---|---|---|");
        foreach (var (row, measured, target, good) in _rows)
        {
            Console.WriteLine($"| {row,-44} | {measured,-46} | {target}{(good ? "" : " (missed)")} |");
        }
        Console.WriteLine($"load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
    }
}
