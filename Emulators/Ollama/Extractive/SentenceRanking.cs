using System.Numerics.Tensors;

namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>Scores the sentences of a context against a question: BM25 over the context's sentences and similarity of the embeddings.</summary>
internal sealed class SentenceRanking(EmbedTexts embed, ExtractiveSettings settings)
{
    /// <summary>Sentences that are embedded; of more, those with the most words in common. Bounds the time of one answer.</summary>
    private const int MaxEmbedded = 64;

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
        var averageLength = candidates.Count == 0 ? 1 : Math.Max(1, candidates.Average(static candidate => candidate.Length));
        foreach (var candidate in candidates)
        {
            Score(candidate, rarity, total, averageLength);
        }

        var kept = candidates.OrderByDescending(static candidate => candidate.Bm25).ThenBy(static candidate => candidate.Order).Take(MaxEmbedded).ToArray();
        var vectors = await embed([question, .. kept.Select(static candidate => candidate.Text)], cancellation);
        for (var index = 0; index < kept.Length; index++)
        {
            var candidate = kept[index];
            candidate.Vector = vectors[index + 1];
            candidate.Similarity = TensorPrimitives.Dot<float>(vectors[0], candidate.Vector);
            var kind = QuestionKind.Fits(question, candidate.Text) switch { true => KindWeight, false => -KindWeight, null => 0 };
            candidate.Score = (settings.Bm25Weight * candidate.Bm25) + ((1 - settings.Bm25Weight) * candidate.Similarity) + kind;
        }

        return [.. kept.OrderByDescending(static candidate => candidate.Score).ThenBy(static candidate => candidate.Order)];
    }

    private void Score(Candidate candidate, Dictionary<string, double> rarity, double total, double averageLength)
    {
        var (overlap, bm25) = (0.0, 0.0);
        var norm = settings.Saturation * (1 - settings.LengthNormalization + (settings.LengthNormalization * candidate.Length / averageLength));
        foreach (var (word, weight) in rarity)
        {
            if (candidate.Words.TryGetValue(word, out var count))
            {
                overlap += weight;
                bm25 += weight * count * (settings.Saturation + 1) / (count + norm);
            }
            else if (candidate.HeadingWords.Contains(word))
            {
                overlap += HeadingWeight * weight;
                bm25 += HeadingWeight * weight;
            }
        }

        candidate.Overlap = total > 0 ? overlap / total : 0;
        candidate.Bm25 = total > 0 ? bm25 / total : 0;
    }

    private static List<Candidate> Candidates(IReadOnlyList<ContextBlock> blocks)
    {
        List<Candidate> candidates = [];
        foreach (var block in blocks)
        {
            var heading = ContentWords.Of(block.Heading);
            foreach (var sentence in SentenceSplitter.Split(block.Text.Length > 0 ? block.Text : block.Heading))
            {
                var words = ContentWords.Counts(sentence);
                candidates.Add(new Candidate(block.Number, candidates.Count, sentence, words, words.Values.Sum(), heading));
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
                var having = candidates.Count(candidate => candidate.Words.ContainsKey(word) || candidate.HeadingWords.Contains(word));
                return Math.Log(1 + ((candidates.Count - having + 0.5) / (having + 0.5)));
            });
}
