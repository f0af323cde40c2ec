namespace EventAi.Retrieval.Search;

/// <summary>A part of a text, in UTF-16 code units.</summary>
public readonly record struct TextSpan(int Start, int Length);
