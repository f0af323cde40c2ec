namespace EventAi.Retrieval.Search;

/// <summary>A passage that an arm of the search found, before it is loaded.</summary>
/// <param name="Id">Of the point.</param>
/// <param name="Score">What it is ranked by.</param>
/// <param name="Scores">The parts.</param>
internal sealed record Candidate(Guid Id, double Score, SearchScores Scores);
