using System.Text.Json.Serialization;

namespace EventAi.Retrieval.Answers;

/// <summary>A cited passage, and the sentence in it that says what the answer says. Offsets count UTF-16 code units of the document's extracted text.</summary>
public sealed record Citation
{
    /// <summary>As it stands in the answer.</summary>
    public required int Number { get; init; }

    public required string DocumentId { get; init; }

    /// <summary>The document's version.</summary>
    public required long Version { get; init; }

    /// <summary>The document's title.</summary>
    public required string Title { get; init; }

    /// <summary>Headings above the passage.</summary>
    public required string TitlePath { get; init; }

    /// <summary>From 1; missing where the document has no pages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }

    /// <summary>The passage.</summary>
    public required string Text { get; init; }

    /// <summary>First character of the passage.</summary>
    public required long Offset { get; init; }

    public required long Length { get; init; }

    /// <summary>The sentence of the passage that the answer rests on most.</summary>
    public required string Sentence { get; init; }

    /// <summary>First character of that sentence.</summary>
    public required long SentenceOffset { get; init; }

    public required int SentenceLength { get; init; }
}
