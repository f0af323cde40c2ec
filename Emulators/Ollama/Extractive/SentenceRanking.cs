using System.Numerics.Tensors;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>Scores the sentences of a context against a question: shared content words and similarity of the embeddings.</summary>
internal sealed class SentenceRanking(UseLiteModel embeddings)
{
    /// <summary>Sentences that are embedded; of more, those with the most words in common. Bounds the time of one answer.</summary>
    private const int MaxEmbedded = 64;

    private const double OverlapWeight = 0.6;
    private const double SimilarityWeight = 0.4;

    /// <summary>A word of the heading counts half: the sentences below it often leave its subject out.</summary>
    private const double HeadingWeight = 0.5;

    /// <summary>Added where the sentence has the form that the question asks for, subtracted where it lacks it.</summary>
    private const double KindWeight = 0.06;

    /// <summary>Best first; ties keep the context's order.</summary>
    public async Task<IReadOnlyList<Candidate>> RankAsync(string question, IReadOnlyList<ContextBlock> blocks, CancellationToken cancellation)
    {
        var candidates = Candidates(blocks);
        var words = ContentWords.Of(question);
        var rarity = Rarity(words, candidates);
        var total = rarity.Values.Sum();
        foreach (var candidate in candidates)
        {
            var own = rarity.Where(word => candidate.Words.Contains(word.Key)).Sum(static word => word.Value);
            var heading = rarity.Where(word => !candidate.Words.Contains(word.Key) && candidate.HeadingWords.Contains(word.Key)).Sum(static word => word.Value);
            candidate.OwnOverlap = total > 0 ? own / total : 0;
            candidate.Overlap = total > 0 ? (own + (HeadingWeight * heading)) / total : 0;
        }

        var kept = candidates.OrderByDescending(static candidate => candidate.Overlap).ThenBy(static candidate => candidate.Order).Take(MaxEmbedded).ToArray();
        var vectors = await embeddings.EmbedAsync([.. kept.Select(static candidate => candidate.Text).Prepend(question).Select(embeddings.Tokenize)], cancellation);
        for (var index = 0; index < kept.Length; index++)
        {
            var candidate = kept[index];
            candidate.Vector = vectors[index + 1];
            candidate.Similarity = TensorPrimitives.Dot<float>(vectors[0], candidate.Vector);
            var kind = QuestionKind.Fits(question, candidate.Text) switch { true => KindWeight, false => -KindWeight, null => 0 };
            candidate.Score = (OverlapWeight * candidate.Overlap) + (SimilarityWeight * candidate.Similarity) + kind;
        }

        return [.. kept.OrderByDescending(static candidate => candidate.Score).ThenBy(static candidate => candidate.Order)];
    }

    private static List<Candidate> Candidates(IReadOnlyList<ContextBlock> blocks)
    {
        List<Candidate> candidates = [];
        foreach (var block in blocks)
        {
            var heading = ContentWords.Of(block.Heading);
            foreach (var sentence in SentenceSplitter.Split(block.Text.Length > 0 ? block.Text : block.Heading))
            {
                candidates.Add(new Candidate(block.Number, candidates.Count, sentence, ContentWords.Of(sentence), heading));
            }
        }

        return candidates;
    }

    /// <summary>Inverse document frequency over the context's sentences; a word that none of them has weighs as much as the rarest.</summary>
    private static Dictionary<string, double> Rarity(HashSet<string> words, List<Candidate> candidates)
        => words.ToDictionary(
            static word => word,
            word =>
            {
                var having = candidates.Count(candidate => candidate.Words.Contains(word) || candidate.HeadingWords.Contains(word));
                return Math.Log(1 + ((candidates.Count - having + 0.5) / (having + 0.5)));
            });
}
