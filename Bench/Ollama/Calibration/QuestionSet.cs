namespace EventAi.Bench.Ollama.Calibration;

/// <summary>A context and questions on it; a null answer means that the context does not hold one. Held-out sets only measure.</summary>
internal sealed record QuestionSet(QuestionSet.Block[] Context, QuestionSet.Question[] Questions, bool HeldOut = false)
{
    public string Prompt(Question question)
        => $"{string.Join("\n\n", Context.Select(static (block, index) => $"[{index + 1}] {block.Heading}\n{block.Text}"))}\n\nQuestion: {question.Ask}";

    internal sealed record Block(string Heading, string Text);

    internal sealed record Question(string Ask, string? Answer);
}
