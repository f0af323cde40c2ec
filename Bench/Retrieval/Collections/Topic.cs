namespace EventAi.Bench.Retrieval.Collections;

/// <summary>A query and how relevant documents are to it, by their ids; above 0 is relevant.</summary>
internal sealed record Topic(string Id, string Text, IReadOnlyDictionary<string, int> Grades);
