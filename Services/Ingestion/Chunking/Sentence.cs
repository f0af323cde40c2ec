namespace EventAi.Ingestion.Chunking;

/// <summary>A run of text that is not cut any further.</summary>
internal readonly record struct Sentence(int Start, int End, int Tokens, bool EndsParagraph);
