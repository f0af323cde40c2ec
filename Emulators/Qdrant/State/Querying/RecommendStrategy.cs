namespace EventAi.Emulators.Qdrant.State.Querying;

internal enum RecommendStrategy
{
    AverageVector,
    BestScore,
    SumScores,
}
