using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EventAi.HybridSearch.Text;
using EventAi.Retrieval.Search;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// An answer as it grows, sentence by sentence. A sentence comes in if a passage says it: the passages that it cites hold enough of its
/// words and all of its numbers, or, where it cites none, another passage does and is cited in its place. What no passage says stays out.
/// </summary>
internal sealed partial class AnswerDraft
{
    /// <summary>Share of a sentence's terms that the passages it cites must hold.</summary>
    private const double Backed = 0.5;

    /// <summary>The same for a passage that the model did not name.</summary>
    private const double BackedUnnamed = 0.65;

    private readonly TextAnalyzer _analyzer;
    private readonly Language _language;
    private readonly bool _wantsNumber;
    private readonly PassageTerms[] _passages;
    private readonly OutputSafety _safety;
    private readonly StringBuilder _text = new();
    private readonly List<(int Number, HashSet<string> Terms)> _evidence = [];
    private bool _unsafe;
    private bool _unsupported;

    public AnswerDraft(TextAnalyzer analyzer, Language language, string question, IReadOnlyList<SearchResult> passages)
    {
        (_analyzer, _language, _wantsNumber) = (analyzer, language, Quantity().IsMatch(question));
        _passages = [.. passages.Select(passage => new PassageTerms(analyzer, language, passage))];
        _safety = new OutputSafety([.. passages.Select(static passage => passage.Text)]);
    }

    public string Text => _text.ToString().Trim();

    /// <summary>The model said that it does not know.</summary>
    public bool Declined { get; private set; }

    public IReadOnlyList<PassageTerms> Passages => _passages;

    /// <summary>Numbers of the passages that the answer rests on.</summary>
    public IEnumerable<int> Cited => _evidence.Select(static evidence => evidence.Number).Distinct();

    /// <summary>Why there is no answer, at the end.</summary>
    public Refusal? Refusal => _evidence.Count > 0 ? null
        : _unsafe ? Refusal.Unsafe
        : _unsupported && !Declined ? Refusal.Unsupported
        : Refusal.NotInContext;

    /// <summary>Takes the model's next sentence; returns it as it goes into the answer, or null where it stays out.</summary>
    public string? Take(string sentence)
    {
        var body = CitationMark().Replace(sentence, "");
        if (_evidence.Count == 0 && Ignorance().IsMatch(body))
        {
            Declined = true;
            return null;
        }
        if (_safety.Passed(sentence) is not { } passed)
        {
            _unsafe = true;
            return null;
        }
        var terms = _analyzer.Terms(body, _language).ToHashSet(StringComparer.Ordinal);
        if (terms.Count == 0)
        {
            return _evidence.Count > 0 && !body.Any(char.IsLetterOrDigit) ? Grown(KnownMarks(passed)) : null;
        }
        var numbers = Named(sentence);
        if (_wantsNumber && _evidence.Count > 0 && !Number().IsMatch(body) && Array.TrueForAll(numbers, IsNewDocument))
        {
            return null; // what another document says besides, and no number, does not answer "how many"
        }
        if (IsBacked(numbers, terms, Backed))
        {
            _evidence.AddRange(numbers.Select(number => (number, terms)));
            return Grown(KnownMarks(passed));
        }
        var other = Enumerable.Range(1, _passages.Length).MaxBy(number => PassageTerms.Share(terms, _passages[number - 1].All));
        if (other > 0 && IsBacked([other], terms, BackedUnnamed))
        {
            _evidence.Add((other, terms));
            return Grown(Marked(passed, other));
        }
        _unsupported = true;
        return null;
    }

    /// <summary>What the answer cites, by number, each with the sentence that says it best.</summary>
    public IReadOnlyList<Citation> Citations()
        => [.. _evidence.GroupBy(static evidence => evidence.Number).OrderBy(static group => group.Key).Select(group => Citation(group.Key, [.. group.Select(static evidence => evidence.Terms)]))];

    private Citation Citation(int number, IReadOnlyList<HashSet<string>> said)
    {
        var terms = _passages[number - 1];
        var passage = terms.Passage;
        var place = said.Select(terms.Best).MaxBy(static best => best.Share).Place;
        return new Citation
        {
            Number = number,
            DocumentId = passage.DocumentId,
            Version = passage.Version,
            Title = passage.Title,
            TitlePath = passage.TitlePath,
            Page = passage.Page,
            Text = passage.Text,
            Offset = passage.Offset,
            Length = passage.Length,
            Sentence = passage.Text.Substring(place.Start, place.Length),
            SentenceOffset = passage.Offset + place.Start,
            SentenceLength = place.Length,
        };
    }

    private bool IsNewDocument(int number) => _evidence.TrueForAll(evidence => _passages[evidence.Number - 1].Passage.DocumentId != _passages[number - 1].Passage.DocumentId);

    private string Grown(string sentence)
    {
        _text.Append(sentence);
        return sentence;
    }

    /// <summary>Numbers of passages that are there.</summary>
    private int[] Named(string sentence)
        => [.. CitationMark().Matches(sentence).Select(static match => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)).Distinct().Where(number => number >= 1 && number <= _passages.Length)];

    /// <summary>A citation of what is not there goes.</summary>
    private string KnownMarks(string sentence)
        => CitationMark().Replace(sentence, match => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) is var number && number >= 1 && number <= _passages.Length ? match.Value : "");

    private static string Marked(string sentence, int number)
    {
        var bare = CitationMark().Replace(sentence, "");
        var end = bare.TrimEnd().Length;
        return $"{bare[..end]} [{number}]{(end < bare.Length ? bare[end..] : "")}";
    }

    private bool IsBacked(IReadOnlyCollection<int> numbers, HashSet<string> terms, double share)
    {
        if (numbers.Count == 0)
        {
            return false;
        }
        var known = numbers.SelectMany(number => _passages[number - 1].All).ToHashSet(StringComparer.Ordinal);
        return PassageTerms.Share(terms, known) >= share && terms.Where(static term => term.Any(char.IsAsciiDigit)).All(known.Contains);
    }

    [GeneratedRegex(@"\s?\[(?<number>\d{1,3})\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CitationMark();

    [GeneratedRegex(@"\b(how\s+(many|much|long|often|soon|quickly|far|large|high|old)|when|at\s+what\s+time|within\s+how)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|once|twice|half|none|never|always|daily|weekly|monthly|yearly|every|immediately|midnight|noon|\w+day)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(
        @"\b(I|we)\s+(do\s+not|don['’]t|cannot|can['’]t|am\s+not\s+able\s+to|am\s+unable\s+to)\s+(know|answer|say|tell|find|determine)\b|\b(passages?|context|documents?|text)\b.{0,30}\b(do|does)(\s+not|n['’]t)\s+(hold|contain|say|mention|include|provide|state|specify|answer)\b|\bno\s+(passage|document|information|answer)\b.{0,30}\b(found|available|given|provided|holds?|says?|in\s+the)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ignorance();
}
