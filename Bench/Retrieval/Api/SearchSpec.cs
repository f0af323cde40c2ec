namespace EventAi.Bench.Retrieval.Api;

/// <summary>How to search.</summary>
/// <param name="Mode"><c>dense</c>, <c>sparse</c> or <c>hybrid</c>.</param>
/// <param name="SparseWeight">In a hybrid search; null leaves it to the service.</param>
internal sealed record SearchSpec(string Mode, double? SparseWeight = null, bool Rerank = false, int Limit = 100);
