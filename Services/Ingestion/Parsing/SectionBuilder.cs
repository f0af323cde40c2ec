using System.Text;

namespace EventAi.Ingestion.Parsing;

/// <summary>Collects paragraphs under headings into sections with offsets into the extracted text.</summary>
internal sealed class SectionBuilder
{
    private readonly List<DocumentSection> _sections = [];
    private readonly List<(int Level, string Text)> _headings = [];
    private readonly StringBuilder _current = new();
    private int _length;

    /// <summary>The first heading of the lowest level number, once there is one.</summary>
    public string? Title { get; private set; }

    public void Heading(int level, string text)
    {
        Close();
        _headings.RemoveAll(heading => heading.Level >= level);
        _headings.Add((level, text));
        Title ??= text;
    }

    public void Paragraph(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return;
        }
        if (_current.Length > 0)
        {
            _current.Append("\n\n");
        }
        _current.Append(trimmed);
    }

    public IReadOnlyList<DocumentSection> Build()
    {
        Close();
        return _sections;
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
}
