using System.Text;
using System.Text.RegularExpressions;

namespace EventAi.Retrieval.Answers;

/// <summary>Holds a streamed text back until a sentence of it is complete, with the citations that follow it; what is checked is always a whole sentence.</summary>
internal sealed partial class SentenceGate
{
    /// <summary>A text without any end of a sentence is let go in parts of this length.</summary>
    private const int MaxHeld = 2000;

    /// <summary>Without one of these in the new piece no sentence has ended with it.</summary>
    private static readonly System.Buffers.SearchValues<char> Enders = System.Buffers.SearchValues.Create(" \n\t。！？");

    private readonly StringBuilder _held = new();

    /// <summary>The sentences that are complete with this piece, each with the blanks after it.</summary>
    public IReadOnlyList<string> Push(string piece)
    {
        _held.Append(piece);
        if (piece.Length == 0 || (_held.Length < MaxHeld && !piece.AsSpan().ContainsAny(Enders)))
        {
            return [];
        }
        var text = _held.ToString();
        List<string> complete = [];
        var start = 0;
        foreach (var end in Ends().EnumerateMatches(text))
        {
            if (end.Index + end.Length < text.Length)
            {
                complete.Add(text[start..(end.Index + end.Length)]);
                start = end.Index + end.Length;
            }
        }
        if (text.Length - start >= MaxHeld)
        {
            complete.Add(text[start..]);
            start = text.Length;
        }
        _held.Remove(0, start);
        return complete;
    }

    /// <summary>What is left at the end.</summary>
    public string Rest()
    {
        var rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    /// <summary>The mark of an end, closing quotes, citations, and blanks, before something that is no citation. Initials and common abbreviations end nothing.</summary>
    [GeneratedRegex(
        """((?<!\b(\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|e\.g|i\.e|cf|vs|approx|etc|bzw|ca))\.(?!\s+\p{Ll})|[!?]|[。！？])["'”’)\]]*([ \t]*\[\d{1,3}\])*(?=[\s]|(?<=[。！？\]]))\s*(?!\s*\[)|\n\s*\n""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ends();
}
