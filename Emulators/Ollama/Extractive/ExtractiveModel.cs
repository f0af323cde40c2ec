using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>
/// The chat model "extractive": no language model. It answers with the one to three best sentences of the context, word for word,
/// each with its block's number, and says that it does not know where no sentence fits. The same prompt gets the same answer.
/// </summary>
internal sealed partial class ExtractiveModel(UseLiteModel embeddings)
{
    public const string DoesNotKnow = "I do not know: the context does not hold an answer.";

    private const int MaxSentences = 3;

    /// <summary>A best sentence below this is no answer. Calibrated on the question set of the tests.</summary>
    private const double AnswerThreshold = 0.4;

    /// <summary>Below this share of the question's words, in the sentence or its heading, likeness of the embeddings alone must convince.</summary>
    private const double MinOverlap = 0.25;

    private const double ConvincingSimilarity = 0.72;

    /// <summary>Further sentences must come this near to the best one.</summary>
    private const double RelativeThreshold = 0.8;

    /// <summary>A sentence this like one already taken says nothing new.</summary>
    private const double Duplicate = 0.9;

    private readonly SentenceRanking ranking = new(embeddings);

    public async Task<string> AnswerAsync(ChatPrompt prompt, CancellationToken cancellation)
    {
        var parts = prompt.Results.Where(static result => !result.Text.Contains(DoesNotKnow, StringComparison.Ordinal)).Select(Cite).ToList();
        if (prompt.Question.Length > 0 && prompt.Blocks.Count > 0)
        {
            parts.AddRange(Choose(await ranking.RankAsync(prompt.Question, prompt.Blocks, cancellation)).Select(static chosen => $"{chosen.Text} [{chosen.Block}]"));
        }

        return parts.Count == 0 ? DoesNotKnow : string.Join(' ', parts);
    }

    /// <summary>The best sentence if it answers, and those that add to it.</summary>
    internal static IReadOnlyList<Candidate> Choose(IReadOnlyList<Candidate> ranked)
    {
        if (ranked.Count == 0 || !Answers(ranked[0]))
        {
            return [];
        }

        List<Candidate> chosen = [.. Antecedent(ranked), ranked[0]];
        foreach (var candidate in ranked.Skip(1).TakeWhile(candidate => candidate.Score >= RelativeThreshold * ranked[0].Score))
        {
            if (chosen.Count < MaxSentences && Answers(candidate) && chosen.TrueForAll(taken => TensorPrimitives.Dot<float>(taken.Vector, candidate.Vector) < Duplicate))
            {
                chosen.Add(candidate);
            }
        }

        return chosen;
    }

    /// <summary>The sentence before the best one where that refers back ("It …", "… therefore …"): alone it would not be understood.</summary>
    private static IEnumerable<Candidate> Antecedent(IReadOnlyList<Candidate> ranked)
        => RefersBack().IsMatch(ranked[0].Text)
            ? ranked.Where(candidate => candidate.Block == ranked[0].Block && candidate.Order == ranked[0].Order - 1)
            : [];

    private static bool Answers(Candidate candidate)
        => candidate.Score >= AnswerThreshold && (candidate.Overlap >= MinOverlap || candidate.Similarity >= ConvincingSimilarity);

    /// <summary>A result as a sentence; one that carries citations already keeps them.</summary>
    private static string Cite(ToolResult result)
    {
        var text = result.Text.TrimEnd();
        return text.EndsWith(']') && text.LastIndexOf('[') is >= 0 and var open && text[(open + 1)..^1].All(char.IsAsciiDigit)
            ? text
            : $"{(text is [.., '.' or '!' or '?'] ? text : $"{text}.")} [{result.Number}]";
    }

    [GeneratedRegex(@"^(it|they|this|these|those|so|thus|hence)\b|\b(therefore|that is why|for this reason)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RefersBack();
}
