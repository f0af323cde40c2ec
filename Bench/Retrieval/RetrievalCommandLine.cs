using System.Globalization;

namespace EventAi.Bench.Retrieval;

internal sealed record RetrievalCommandLine(string Folder, double? SparseWeight, bool Calibrate)
{
    public const string Usage = """
        usage: ./eventai bench retrieval DIR [--sparse-weight=W] [--calibrate]

        DIR holds documents.jsonl (id, title, text), queries.jsonl (id, text) and qrels.tsv (query, document, grade), each perhaps as .gz.
          --sparse-weight=W   weight of the sparse arm in the hybrid row, 0 to 1 (default: the services' own)
          --calibrate         a row for each weight from 0 to 1
        """;

    /// <summary>Null where the arguments are wrong.</summary>
    public static RetrievalCommandLine? Parse(string[] args)
    {
        string? folder = null;
        double? weight = null;
        var calibrate = false;
        foreach (var arg in args)
        {
            if (arg == "--calibrate")
            {
                calibrate = true;
            }
            else if (arg.StartsWith("--sparse-weight=", StringComparison.Ordinal))
            {
                if (!double.TryParse(arg["--sparse-weight=".Length..], CultureInfo.InvariantCulture, out var given) || given is < 0 or > 1)
                {
                    return null;
                }

                weight = given;
            }
            else if (folder is null && !arg.StartsWith('-'))
            {
                folder = arg;
            }
            else
            {
                return null;
            }
        }

        return folder is null ? null : new RetrievalCommandLine(folder, weight, calibrate);
    }
}
