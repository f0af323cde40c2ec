using System.Text;
using System.Text.RegularExpressions;
using EventAi.Ingestion.Parsing;
using EventAi.PersonalData;

namespace EventAi.Ingestion.PersonalData;

/// <summary>Puts tokens in the place of personal data, before anything leaves ingestion, and takes them back for who may see it.</summary>
public sealed partial class PersonalDataTokenizer(PersonalDataKeys keys, PersonalDataVault vault)
{
    /// <summary>The document without personal data, its offsets those of the text as it now is; and the kinds that were found.</summary>
    public async Task<(ParsedDocument Document, IReadOnlyList<string> Kinds)> TokenizeAsync(string tenant, ParsedDocument document)
    {
        var run = new Run(keys, tenant);
        var title = run.Replace(document.Title);
        var sections = new List<DocumentSection>(document.Sections.Count);
        var shifts = new List<(int Before, int After)>();
        var offset = 0;
        foreach (var section in document.Sections)
        {
            shifts.Add((section.Offset, offset));
            var path = run.Replace(section.TitlePath);
            var text = run.Replace(section.Text, (before, after) => shifts.Add((section.Offset + before, offset + after)));
            sections.Add(new DocumentSection(path, text, offset));
            offset += text.Length + 2;
        }
        var tokenized = document with
        {
            Title = title,
            Sections = sections,
            Tags = [.. document.Tags.Select(tag => run.Replace(tag))],
            PageStarts = [.. document.PageStarts.Select(start => Shifted(start, shifts))],
        };
        if (run.Values.Count > 0)
        {
            await vault.KeepAsync(tenant, run.Values);
        }
        return (tokenized, [.. run.Kinds.Order().Select(static kind => kind.Name())]);
    }

    /// <summary>A text with the same tokens that documents have: so that a question finds what it names.</summary>
    public string Tokenize(string tenant, string text) => new Run(keys, tenant).Replace(text);

    /// <summary>The text with what its tokens stand for; a token that is not known stays.</summary>
    public async Task<string> RevealAsync(string tenant, string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var token in Token().Matches(text).Select(static match => match.Value).Distinct())
        {
            values[token] = await vault.FindAsync(tenant, token) ?? token;
        }
        return Token().Replace(text, match => values[match.Value]);
    }

    private static int Shifted(int start, List<(int Before, int After)> shifts)
    {
        var (before, after) = shifts.FindLast(shift => shift.Before <= start);
        return after + start - before;
    }

    [GeneratedRegex("pii_(?:email|iban|card|id|phone)_[bcdfghjkmnpqrstv]{16}", RegexOptions.None, 2000)]
    private static partial Regex Token();

    private sealed class Run(PersonalDataKeys keys, string tenant)
    {
        public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

        public HashSet<PersonalDataKind> Kinds { get; } = [];

        /// <param name="text">Any text.</param>
        /// <param name="moved">Told, after each replacement, where the text went on and where it goes on now.</param>
        public string Replace(string text, Action<int, int>? moved = null)
        {
            var found = PersonalDataFinder.Find(text);
            if (found.Count == 0)
            {
                return text;
            }
            var replaced = new StringBuilder(text.Length);
            var position = 0;
            foreach (var match in found)
            {
                var token = keys.Token(tenant, match);
                replaced.Append(text, position, match.Start - position).Append(token);
                position = match.Start + match.Length;
                moved?.Invoke(position, replaced.Length);
                Values.TryAdd(token, text.Substring(match.Start, match.Length));
                Kinds.Add(match.Kind);
            }
            return replaced.Append(text, position, text.Length - position).ToString();
        }
    }
}
