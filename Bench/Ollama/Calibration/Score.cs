namespace EventAi.Bench.Ollama.Calibration;

/// <param name="Answered">Questions answered rightly.</param>
/// <param name="Answerable">Of so many.</param>
/// <param name="Admitted">Questions without an answer where the model said so.</param>
/// <param name="Unanswerable">Of so many.</param>
/// <param name="Sentences">Sentences in the right answers: fewer say the same more shortly.</param>
internal sealed record Score(int Answered, int Answerable, int Admitted, int Unanswerable, int Sentences)
{
    /// <summary>The mean of both rates, so that neither kind of question outweighs the other.</summary>
    public double Balanced => ((double)Answered / Answerable + (double)Admitted / Unanswerable) / 2;

    public override string ToString() => $"{Answered}/{Answerable} answered, {Admitted}/{Unanswerable} admitted";
}
