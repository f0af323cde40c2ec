namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>Ratings by several examples (lib/segment: vector_storage/query).</summary>
internal static class ExampleScorers
{
    public static Scorer BestScore(Scorer[] positive, Scorer[] negative) => new FunctionScorer(slot =>
    {
        var nearest = Max(positive, slot);
        var farthest = Max(negative, slot);
        return nearest > farthest ? ScaledSigmoid(nearest) : -ScaledSigmoid(farthest);
    });

    public static Scorer SumScores(Scorer[] positive, Scorer[] negative) => new FunctionScorer(slot => Sum(positive, slot) - Sum(negative, slot));

    public static Scorer Discover(Scorer target, (Scorer Positive, Scorer Negative)[] pairs) => new FunctionScorer(slot =>
    {
        var rank = 0;
        foreach (var (positive, negative) in pairs)
        {
            rank += positive.Score(slot).CompareTo(negative.Score(slot));
        }
        return rank + ScaledSigmoid(target.Score(slot));
    });

    public static Scorer Context((Scorer Positive, Scorer Negative)[] pairs) => new FunctionScorer(slot =>
    {
        const float Margin = 1.1920929e-7f; // the machine epsilon of a 32-bit float
        var sum = 0f;
        foreach (var (positive, negative) in pairs)
        {
            sum += Sigmoid(MathF.Min(positive.Score(slot) - negative.Score(slot) - Margin, 0));
        }
        return sum;
    });

    private static float Sigmoid(float value) => value / (1 + MathF.Abs(value));

    private static float ScaledSigmoid(float value) => 0.5f * (Sigmoid(value) + 1);

    private static float Max(Scorer[] scorers, int slot)
    {
        var max = float.NegativeInfinity;
        foreach (var scorer in scorers)
        {
            max = MathF.Max(max, scorer.Score(slot));
        }
        return max;
    }

    private static float Sum(Scorer[] scorers, int slot)
    {
        var sum = 0f;
        foreach (var scorer in scorers)
        {
            sum += scorer.Score(slot);
        }
        return sum;
    }

    private sealed class FunctionScorer(Func<int, float> score) : Scorer
    {
        public override float Score(int slot) => score(slot);
    }
}
