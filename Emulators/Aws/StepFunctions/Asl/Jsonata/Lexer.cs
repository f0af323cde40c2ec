using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Cuts an expression into tokens.</summary>
internal sealed partial class Lexer(string text)
{
    private const string Single = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static readonly string[] Double = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"];
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(500);

    private int _at;

    /// <param name="infix">Whether an operator may stand here: a slash is a division then, else the begin of a regular expression.</param>
    public Token Next(bool infix)
    {
        Blank();
        if (_at >= text.Length)
        {
            return new Token(TokenKind.End, "(end)", _at);
        }
        var start = _at;
        var character = text[_at];
        if (!infix && character == '/')
        {
            return Pattern();
        }
        foreach (var pair in Double)
        {
            if (string.CompareOrdinal(text, _at, pair, 0, 2) == 0)
            {
                _at += 2;
                return new Token(TokenKind.Operator, pair, start);
            }
        }
        if (Single.Contains(character))
        {
            _at++;
            return new Token(TokenKind.Operator, character.ToString(), start);
        }
        if (character is '"' or '\'')
        {
            return new Token(TokenKind.Literal, "", start, Quoted(character));
        }
        if (Digits().Match(text, _at) is { Success: true, Index: var index } number && index == _at)
        {
            _at += number.Length;
            var value = double.Parse(number.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
            return double.IsFinite(value)
                ? new Token(TokenKind.Literal, number.Value, start, value)
                : throw new JsonataException("S0102", $"Number out of range: {number.Value}");
        }
        if (character == '`')
        {
            var end = text.IndexOf('`', _at + 1);
            if (end < 0)
            {
                throw new JsonataException("S0105", "Quoted property name must be terminated with a backquote (`)");
            }
            _at = end + 1;
            return new Token(TokenKind.Name, text[(start + 1)..end], start);
        }
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !Single.Contains(text[_at]))
        {
            _at++;
        }
        var word = text[start.._at];
        if (word[0] == '$')
        {
            return new Token(TokenKind.Variable, word[1..], start);
        }
        return word switch
        {
            "and" or "or" or "in" => new Token(TokenKind.Operator, word, start),
            "true" => new Token(TokenKind.Literal, word, start, Json.True),
            "false" => new Token(TokenKind.Literal, word, start, Json.False),
            "null" => new Token(TokenKind.Literal, word, start, Json.Null),
            _ => new Token(TokenKind.Name, word, start),
        };
    }

    /// <summary>The text of a lambda's signature, from its &lt; on.</summary>
    public string SignatureText(int from)
    {
        var depth = 1;
        _at = from + 1;
        while (_at < text.Length && depth > 0)
        {
            depth += text[_at] switch { '<' => 1, '>' => -1, _ => 0 };
            _at++;
        }
        return text[from.._at];
    }

    private void Blank()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
            else if (string.CompareOrdinal(text, _at, "/*", 0, 2) == 0)
            {
                var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? throw new JsonataException("S0106", "Comment has no closing tag") : end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private string Quoted(char quote)
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            var character = text[_at];
            if (character == quote)
            {
                _at++;
                return value.ToString();
            }
            if (character != '\\' || _at + 1 >= text.Length)
            {
                value.Append(character);
                continue;
            }
            character = text[++_at];
            if (character == 'u')
            {
                if (_at + 4 >= text.Length || !ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    throw new JsonataException("S0104", "The escape sequence \\u must be followed by 4 hex digits");
                }
                value.Append((char)code);
                _at += 4;
                continue;
            }
            value.Append(character switch
            {
                '"' or '\\' or '/' or '\'' => character,
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => throw new JsonataException("S0103", $"Unsupported escape sequence: \\{character}"),
            });
        }
        throw new JsonataException("S0101", "String literal must be terminated by a matching quote");
    }

    private Token Pattern()
    {
        var start = _at++;
        var depth = 0;
        for (; _at < text.Length; _at++)
        {
            var character = text[_at];
            if (character == '/' && text[_at - 1] != '\\' && depth == 0)
            {
                break;
            }
            depth += text[_at - 1] == '\\' ? 0 : character switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
        }
        if (_at >= text.Length)
        {
            throw new JsonataException("S0302", "No terminating / in regular expression");
        }
        var body = text[(start + 1).._at];
        if (body.Length == 0)
        {
            throw new JsonataException("S0301", "Empty regular expressions are not allowed");
        }
        var options = RegexOptions.ECMAScript;
        for (_at++; _at < text.Length && text[_at] is 'i' or 'm'; _at++)
        {
            options |= text[_at] == 'i' ? RegexOptions.IgnoreCase : RegexOptions.Multiline;
        }
        try
        {
            return new Token(TokenKind.Regex, body, start, Regex: New(body, options));
        }
        catch (ArgumentException exception)
        {
            throw new JsonataException("S0303", $"Invalid regular expression: {exception.Message}");
        }
    }

    /// <summary>ECMAScript's meaning where .NET's mode for it knows the construct, .NET's own otherwise.</summary>
    private static Regex New(string body, RegexOptions options)
    {
        try
        {
            return new Regex(body, options, LongestMatch);
        }
        catch (ArgumentException)
        {
            return new Regex(body, options & ~RegexOptions.ECMAScript, LongestMatch);
        }
    }

    [GeneratedRegex(@"(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
