using System.Globalization;

namespace EventAi.Bench.Retrieval;

internal sealed record RetrievalCommandLine(string Folder, double? SparseWeight, bool Calibrate, bool Rerank, bool Feedback, Uri? Gateway, string Kafka)
{
    public const string Usage = """
        usage: ./eventai bench retrieval DIR [--sparse-weight=W] [--rerank] [--calibrate]
               ./eventai bench retrieval --feedback [--gateway=URL] [--kafka=HOST:PORT]

        DIR holds documents.jsonl (id, title, text), queries.jsonl (id, text) and qrels.tsv (query, document, grade), each perhaps as .gz.
        The system is started for it; documents go in and queries come back through its gateway.
          --sparse-weight=W   weight of the words in the hybrid row, 0 to 1 (default: the service's own)
          --rerank            a further row, re-ranked
          --calibrate         a row for each weight from 0 to 1
          --feedback          no DIR: the judgements that users gave to a running system (./eventai up), asked of that system
        """;

    private const string DefaultGateway = "http://127.0.0.1:18080";
    private const string DefaultKafka = "127.0.0.1:19092";

    /// <summary>Null where the arguments are wrong.</summary>
    public static RetrievalCommandLine? Parse(string[] args)
    {
        var command = new RetrievalCommandLine("", SparseWeight: null, Calibrate: false, Rerank: false, Feedback: false, new Uri(DefaultGateway), DefaultKafka);
        foreach (var arg in args)
        {
            var (name, value) = arg.IndexOf('=', StringComparison.Ordinal) is > 0 and var split && arg.StartsWith('-') ? (arg[..split], arg[(split + 1)..]) : (arg, null);
            switch (name, value)
            {
                case ("--calibrate", null):
                    command = command with { Calibrate = true };
                    break;
                case ("--rerank", null):
                    command = command with { Rerank = true };
                    break;
                case ("--feedback", null):
                    command = command with { Feedback = true };
                    break;
                case ("--gateway", { } address) when Uri.TryCreate(address, UriKind.Absolute, out var gateway):
                    command = command with { Gateway = gateway };
                    break;
                case ("--kafka", { Length: > 0 } servers):
                    command = command with { Kafka = servers };
                    break;
                case ("--sparse-weight", { } number) when double.TryParse(number, CultureInfo.InvariantCulture, out var weight) && weight is >= 0 and <= 1:
                    command = command with { SparseWeight = weight };
                    break;
                case (_, null) when command.Folder.Length == 0 && !arg.StartsWith('-'):
                    command = command with { Folder = arg };
                    break;
                default:
                    return null;
            }
        }
        return command.Feedback == (command.Folder.Length == 0) ? command : null;
    }
}
