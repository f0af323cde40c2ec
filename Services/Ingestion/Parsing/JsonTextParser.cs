using System.Globalization;
using System.Text.Json;

namespace EventAi.Ingestion.Parsing;

/// <summary>
/// JSON and JSON lines: every object becomes a paragraph of lines "name: value" (the names of what it lies in before it), its nested
/// objects paragraphs of their own. A member "title" or "name" of the outermost object is the title.
/// </summary>
internal static class JsonTextParser
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    public static void Parse(SectionBuilder sections, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            Describe(sections, document.RootElement);
            Add(sections, "", document.RootElement);
        }
        catch (JsonException exception)
        {
            throw Invalid(exception, exception.LineNumber);
        }
    }

    public static void ParseLines(SectionBuilder sections, string text)
    {
        var number = 0L;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace())
            {
                continue;
            }
            try
            {
                using var document = JsonDocument.Parse(line.ToString(), Options);
                Add(sections, "", document.RootElement);
            }
            catch (JsonException exception)
            {
                throw Invalid(exception, number - 1);
            }
        }
    }

    private static void Describe(SectionBuilder sections, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        sections.Title ??= Text(root, "title") ?? Text(root, "name");
        sections.PublishedAt ??= PublicationDate.Parse(Text(root, "publishedAt") ?? Text(root, "published") ?? Text(root, "date"));
    }

    private static void Add(SectionBuilder sections, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = element.EnumerateObject().ToArray();
                sections.Paragraph(string.Join('\n', members.Where(static member => IsPlain(member.Value)).Select(member => $"{Path(path, member.Name)}: {Plain(member.Value)}")));
                foreach (var member in members.Where(static member => !IsPlain(member.Value)))
                {
                    Add(sections, Path(path, member.Name), member.Value);
                }
                break;
            case JsonValueKind.Array when element.EnumerateArray().All(IsPlain):
                sections.Paragraph((path.Length > 0 ? $"{path}: " : "") + string.Join(", ", element.EnumerateArray().Select(Plain)));
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Add(sections, path, item);
                }
                break;
            default:
                sections.Paragraph(path.Length > 0 ? $"{path}: {Plain(element)}" : Plain(element));
                break;
        }
    }

    private static string Path(string path, string name) => path.Length > 0 ? $"{path}.{name}" : name;

    private static bool IsPlain(JsonElement element) => element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    private static string Plain(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DocumentLimitException Invalid(JsonException exception, long? line)
        => new(string.Create(CultureInfo.InvariantCulture, $"The document is not JSON: line {(line ?? 0) + 1}, byte {exception.BytePositionInLine ?? 0} is not what the format allows there."));
}
