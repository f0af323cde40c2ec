using System.Globalization;
using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

/// <summary>Reads <c>States.Format('{}', $.a)</c>: strings in single quotes with <c>\</c> before a quote, brace or backslash, and nothing else; numbers; true, false, null; paths; calls.</summary>
internal sealed class IntrinsicParser(string text)
{
    private const int Deepest = 10;

    private int _at;

    /// <summary>A call that fills the whole text.</summary>
    public IntrinsicCall Call()
    {
        var call = Call(1);
        Blank();
        return _at == text.Length ? call : throw Unexpected();
    }

    private IntrinsicCall Call(int depth)
    {
        if (depth > Deepest)
        {
            throw new PathSyntaxException($"Intrinsic functions are nested more than {Deepest} levels deep");
        }
        Blank();
        var open = text.IndexOf('(', _at);
        if (open < 0)
        {
            throw Unexpected();
        }
        var name = text[_at..open].Trim();
        var entry = IntrinsicFunctions.Find(name) ?? throw new PathSyntaxException($"'{name}' is no intrinsic function");
        _at = open + 1;
        var arguments = new List<object>();
        Blank();
        if (Peek(')'))
        {
            _at++;
        }
        else
        {
            do
            {
                // The text of States.Format keeps its escapes: braces mean something to it, and it undoes them itself.
                arguments.Add(Argument(depth, keepsEscapes: name == "States.Format" && arguments.Count == 0));
                Blank();
            }
            while (Take(','));
            if (!Take(')'))
            {
                throw Unexpected();
            }
        }
        if (arguments.Count < entry.Least || arguments.Count > entry.Most)
        {
            throw new PathSyntaxException($"'{name}' does not take {arguments.Count} arguments");
        }
        return new IntrinsicCall(entry.Function, arguments);
    }

    private object Argument(int depth, bool keepsEscapes)
    {
        Blank();
        if (Peek('\''))
        {
            return (Json)Text(keepsEscapes);
        }
        if (Peek('$'))
        {
            var path = PathExpression.ParsePrefix(text, _at, out _at);
            return path;
        }
        if (string.CompareOrdinal(text, _at, "States.", 0, 7) == 0)
        {
            return Call(depth + 1);
        }
        var from = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '+' or '.'))
        {
            _at++;
        }
        return text[from.._at] switch
        {
            "true" => Json.True,
            "false" => Json.False,
            "null" => Json.Null,
            var digits when double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => new JsonNumber(number, digits),
            _ => throw Unexpected(),
        };
    }

    private string Text(bool keepsEscapes)
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            var character = text[_at];
            if (character == '\'')
            {
                _at++;
                return value.ToString();
            }
            if (character == '\\' && _at + 1 < text.Length)
            {
                character = text[++_at];
                if (character is not ('\'' or '{' or '}' or '\\'))
                {
                    throw Unexpected();
                }
                if (keepsEscapes && character != '\'')
                {
                    value.Append('\\');
                }
            }
            value.Append(character);
        }
        throw new PathSyntaxException("A string has no end");
    }

    private bool Peek(char sign) => _at < text.Length && text[_at] == sign;

    private bool Take(char sign)
    {
        if (!Peek(sign))
        {
            return false;
        }
        _at++;
        return true;
    }

    private void Blank()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private PathSyntaxException Unexpected() => new($"Unexpected text at position {_at} of '{text}'");
}
