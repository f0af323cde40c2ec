using System.Text;

namespace EventAi.Ingestion.Parsing;

/// <summary>Collects paragraphs under headings into sections with offsets into the extracted text.</summary>
/// <exception cref="DocumentLimitException">Of any of the methods, where the text grows over the limit.</exception>
internal sealed class SectionBuilder(int maxLength = SectionBuilder.DefaultMaxLength)
{
    public const int DefaultMaxLength = 20_000_000;

    /// <summary>Longest heading that is kept, characters.</summary>
    private const int MaxHeading = 200;

    private readonly List<DocumentSection> _sections = [];
    private readonly List<(int Level, string Text)> _headings = [];
    private readonly List<int> _pages = [];
    private readonly StringBuilder _current = new();
    private int _length;

    /// <summary>The first heading, once there is one.</summary>
    public string? Title { get; set; }

    public bool IsEmpty => _sections.Count == 0 && _current.Length == 0;

    public DateTimeOffset? PublishedAt { get; set; }

    public List<string> Tags { get; } = [];

    public void Heading(int level, string text)
    {
        var trimmed = Limit(text.Trim());
        if (trimmed.Length == 0)
        {
            return;
        }
        Close();
        _headings.RemoveAll(heading => heading.Level >= level);
        _headings.Add((level, trimmed));
        Title ??= trimmed;
    }

    /// <summary>A new page begins with what is added next.</summary>
    public void Page() => _pages.Add(_length + _current.Length);

    /// <summary>Adds a paragraph; one that <paramref name="continues"/> the last goes on in its line.</summary>
    public void Paragraph(string text, bool continues = false)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return;
        }
        if (_length + _current.Length + trimmed.Length > maxLength)
        {
            throw new DocumentLimitException($"The document holds more than {maxLength} characters of text.");
        }
        if (_current.Length > 0)
        {
            _current.Append(continues ? " " : "\n\n");
        }
        _current.Append(trimmed);
    }

    public ParsedDocument Build(string otherwiseTitled)
    {
        Close();
        return _sections.Count == 0
            ? ParsedDocument.Failed("The document holds no text.")
            : new ParsedDocument(Limit(Title is { Length: > 0 } title ? title : otherwiseTitled), _sections)
            {
                PageStarts = _pages,
                PublishedAt = PublishedAt,
                Tags = [.. Tags.Select(static tag => tag.Trim().ToLowerInvariant()).Where(static tag => tag.Length is > 0 and <= 64).Distinct().Take(32)],
            };
    }

    private void Close()
    {
        if (_current.Length == 0)
        {
            return;
        }
        _sections.Add(new DocumentSection(string.Join(" > ", _headings.Select(static heading => heading.Text)), _current.ToString(), _length));
        _length += _current.Length + 2;
        _current.Clear();
    }

    private static string Limit(string title)
        => title.Length <= MaxHeading ? title : title[..(char.IsHighSurrogate(title[MaxHeading - 1]) ? MaxHeading - 1 : MaxHeading)];
}
