namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>What was found for a question; nothing where the context holds no answer.</summary>
/// <param name="Question">As it was asked.</param>
/// <param name="Statements">In the order of the answer.</param>
internal sealed record ExtractiveAnswer(string Question, IReadOnlyList<Statement> Statements)
{
    public bool Answered => Statements.Count > 0;

    /// <summary>The answer with its citations.</summary>
    public string Text => Answered ? string.Join(' ', Statements) : ExtractiveModel.DoesNotKnow;

    /// <summary>The answer without them.</summary>
    public string Plain => Answered ? string.Join(' ', Statements.Select(static statement => statement.Text)) : ExtractiveModel.DoesNotKnow;

    /// <summary>What is cited, in order.</summary>
    public IEnumerable<int> Citations => Statements.Select(static statement => statement.Number).Where(static number => number > 0).Distinct();
}
