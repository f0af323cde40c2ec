using System.Numerics.Tensors;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>
/// The chat model "extractive": no language model. It answers with the one to three best sentences of the context, word for word,
/// each with its block's number, and says that it does not know where no sentence fits. The same prompt gets the same answer.
/// </summary>
internal sealed partial class ExtractiveModel(EmbedTexts embed, ExtractiveSettings settings)
{
    public const string DoesNotKnow = "I do not know: the context does not hold an answer.";

    private const int MaxSentences = 3;

    /// <summary>A sentence this like one already taken says nothing new.</summary>
    private const double Duplicate = 0.9;

    private readonly ExtractiveSettings settings = settings;
    private readonly SentenceRanking ranking = new(embed, settings);

    public async Task<ExtractiveAnswer> AnswerAsync(ChatPrompt prompt, CancellationToken cancellation)
    {
        List<Statement> statements = [.. prompt.Results.Where(static result => !result.Text.Contains(DoesNotKnow, StringComparison.Ordinal)).Select(Cite)];
        if (prompt.Question.Length > 0 && prompt.Blocks.Count > 0)
        {
            var chosen = Choose(await ranking.RankAsync(prompt.Question, prompt.Blocks, cancellation));
            statements.AddRange(chosen.Select(static candidate => new Statement(candidate.Text, candidate.Block)));
        }

        return new ExtractiveAnswer(prompt.Question, statements);
    }

    /// <summary>The best sentence if it answers, and those that add to it.</summary>
    private IReadOnlyList<Candidate> Choose(IReadOnlyList<Candidate> ranked)
    {
        if (ranked.Count == 0 || !Answers(ranked[0]))
        {
            return [];
        }

        List<Candidate> chosen = [.. Antecedent(ranked), ranked[0]];
        foreach (var candidate in ranked.Skip(1).TakeWhile(candidate => candidate.Score >= settings.RelativeThreshold * ranked[0].Score))
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

    private bool Answers(Candidate candidate)
        => candidate.Score >= settings.AnswerThreshold && (candidate.Overlap >= settings.MinOverlap || candidate.Similarity >= settings.ConvincingSimilarity);

    /// <summary>A result as a sentence; one that carries citations already keeps them.</summary>
    private static Statement Cite(ToolResult result)
    {
        var text = result.Text.TrimEnd();
        return text.EndsWith(']') && text.LastIndexOf('[') is >= 0 and var open && text[(open + 1)..^1].All(char.IsAsciiDigit)
            ? new Statement(text, 0)
            : new Statement(text is [.., '.' or '!' or '?'] ? text : $"{text}.", result.Number);
    }

    [GeneratedRegex(@"^(it|they|this|these|those|so|thus|hence)\b|\b(therefore|that is why|for this reason)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RefersBack();
}
