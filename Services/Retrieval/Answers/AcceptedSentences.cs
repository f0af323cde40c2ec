namespace EventAi.Retrieval.Answers;

/// <summary>
/// The sentences of a model's answer that are let through. Nothing is, before what the first ones rest on covers the question: an
/// answer to something else is worse than none.
/// </summary>
internal sealed class AcceptedSentences(AnswerDraft draft, QuestionCoverage coverage, RetrievalOptions options)
{
    /// <summary>After the end: why nothing was let through.</summary>
    public Refusal? Refusal { get; private set; }

    public async IAsyncEnumerable<string> OfAsync(IAsyncEnumerable<string> pieces)
    {
        var gate = new SentenceGate();
        var held = new List<string>();
        await foreach (var piece in pieces)
        {
            foreach (var sentence in gate.Push(piece))
            {
                foreach (var ready in Take(sentence, held))
                {
                    yield return ready;
                }
            }
        }
        foreach (var ready in Take(gate.Rest(), held))
        {
            yield return ready;
        }
        Refusal = draft.Refusal ?? (held.Count > 0 ? Uncovered() : null);
    }

    private List<string> Take(string sentence, List<string> held)
    {
        if (sentence.Length > 0 && draft.Take(sentence) is { } taken)
        {
            held.Add(taken);
            if (IsCovered())
            {
                List<string> ready = [.. held];
                held.Clear();
                return ready;
            }
        }
        return [];
    }

    private bool IsCovered() => coverage.Of(Terms()) >= (coverage.IsStrange ? options.LeastCoverageOfStrangeQuestion : options.LeastCoverage);

    private Refusal Uncovered() => Answers.Refusal.Missing(coverage.Missing(Terms()));

    private HashSet<string> Terms() => [.. draft.Cited.SelectMany(number => draft.Passages[number - 1].All)];
}
