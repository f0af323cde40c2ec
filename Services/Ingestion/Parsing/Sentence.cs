namespace EventAi.Ingestion.Parsing;

/// <summary>A sentence by its place in a text, with its length in words, and whether its paragraph ends with it.</summary>
internal readonly record struct Sentence(int Start, int End, int Words, bool EndsParagraph);
