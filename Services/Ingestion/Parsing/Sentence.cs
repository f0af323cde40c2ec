namespace EventAi.Ingestion.Parsing;

/// <summary>A sentence by its place in a text, with its length in words.</summary>
internal readonly record struct Sentence(int Start, int End, int Words);
