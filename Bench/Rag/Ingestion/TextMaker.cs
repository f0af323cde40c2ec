using System.Globalization;
using System.Text;

namespace EventAi.RagBench.Ingestion;

/// <summary>English sentences that no two documents share, from a fixed seed: no cache can answer for them.</summary>
internal sealed class TextMaker(int seed)
{
    private static readonly string[] Subjects = ["The harbour master", "Every new colleague", "A merchant in dispute", "The night shift", "Our insurer", "The card holder", "One of the auditors", "The release manager"];
    private static readonly string[] Verbs = ["signs", "keeps", "returns", "reviews", "forwards", "checks", "rejects", "archives", "repairs", "counts"];
    private static readonly string[] Objects = ["the weekly ledger", "each open claim", "the spare key", "all travel notices", "the fire register", "a copy of the contract", "the list of devices", "every refund above the limit"];
    private static readonly string[] Ends = ["before noon", "within two working days", "unless the bank is closed", "and tells the owner", "in the presence of a witness", "at the end of each quarter", "when the alarm has been silent for an hour"];

    private readonly Random _random = new(seed);

    /// <summary>Paragraphs of a document of about so many bytes; <paramref name="mark"/> stands in the first.</summary>
    public string Document(int bytes, string mark)
    {
        var text = new StringBuilder().Append("The record ").Append(mark).Append(" begins here. ");
        while (text.Length < bytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Pick(Subjects)} {Pick(Verbs)} {Pick(Objects)} number {_random.Next(100_000)} {Pick(Ends)}. ");
            if (_random.Next(6) == 0)
            {
                text.Append("\n\n");
            }
        }
        return text.ToString();
    }

    /// <summary>The same in sections of one or two sentences, as handbooks and questions with their answers have them: passages of about 35 tokens.</summary>
    public string Handbook(int bytes, string mark)
    {
        var text = new StringBuilder().Append("# Handbook ").Append(mark).Append("\n\n");
        while (text.Length < bytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"## Rule {_random.Next(100_000)}\n\n{Pick(Subjects)} {Pick(Verbs)} {Pick(Objects)} number {_random.Next(100_000)} {Pick(Ends)}. ");
            text.Append(_random.Next(2) == 0 ? "\n\n" : $"{Pick(Subjects)} {Pick(Verbs)} {Pick(Objects)}.\n\n");
        }
        return text.ToString();
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}
