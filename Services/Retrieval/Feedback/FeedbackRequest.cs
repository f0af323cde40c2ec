namespace EventAi.Retrieval.Feedback;

/// <summary>Body of <c>POST /answers/{id}/feedback</c>.</summary>
public sealed record FeedbackRequest
{
    /// <summary>Whether the answer helped. Required unless <see cref="Documents"/> are judged.</summary>
    public bool? Helpful { get; init; }

    /// <summary>How relevant single documents are to the question, in place of all that the answer cites.</summary>
    public IReadOnlyList<DocumentJudgement>? Documents { get; init; }

    /// <summary>In the user's own words.</summary>
    public string? Comment { get; init; }
}
