using System.Globalization;
using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

using Operand = Func<Json, Json, Json?>;
using Predicate = Func<Json, Json, bool>;

/// <summary>Reads the condition of a filter, parentheses included: <c>(@.a == 'x' &amp;&amp; @.b &gt; 1)</c>.</summary>
internal sealed class FilterParser(string text, int start)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "=~", "<", ">", "nin ", "in ", "contains ", "subsetof ", "size ", "empty "];
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(250);

    private int _at = start;

    public int End => _at;

    public Predicate Predicate()
    {
        Expect("(");
        var condition = Or();
        Expect(")");
        return condition;
    }

    private Predicate Or()
    {
        var left = And();
        while (Take("||"))
        {
            var (first, second) = (left, And());
            left = (node, root) => first(node, root) || second(node, root);
        }
        return left;
    }

    private Predicate And()
    {
        var left = Term();
        while (Take("&&"))
        {
            var (first, second) = (left, Term());
            left = (node, root) => first(node, root) && second(node, root);
        }
        return left;
    }

    private Predicate Term()
    {
        if (Take("!"))
        {
            var negated = Term();
            return (node, root) => !negated(node, root);
        }
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }
        var left = Value(out _);
        var sign = Array.Find(Operators, Take);
        if (sign is null)
        {
            return (node, root) => left(node, root) is not null;
        }
        if (sign == "=~")
        {
            var pattern = Pattern();
            return (node, root) => left(node, root)?.AsString() is { } value && IsMatch(pattern, value);
        }
        var right = Value(out _);
        return (node, root) => Compare(sign.Trim(), left(node, root), right(node, root));
    }

    private static bool Compare(string sign, Json? left, Json? right)
    {
        switch (sign)
        {
            case "==":
                return left is not null && right is not null && left.Equals(right);
            case "!=":
                return left is null || right is null ? left is not null || right is not null : !left.Equals(right);
            case "in":
                return left is not null && right is JsonArray within && within.Contains(left);
            case "nin":
                return left is not null && right is JsonArray without && !without.Contains(left);
            case "contains":
                return right is not null && (left is JsonArray array ? array.Contains(right) : left?.AsString() is { } whole && right.AsString() is { } part && whole.Contains(part, StringComparison.Ordinal));
            case "subsetof":
                return left is JsonArray small && right is JsonArray large && small.All(large.Contains);
            case "size":
                return right?.AsNumber() == (left as JsonArray)?.Count;
            case "empty":
                return right?.AsBoolean() == (left is JsonArray { Count: 0 } or JsonString { Value: "" });
        }
        var order = (left, right) switch
        {
            (JsonNumber a, JsonNumber b) => a.Value.CompareTo(b.Value),
            (JsonString a, JsonString b) => string.CompareOrdinal(a.Value, b.Value),
            _ => (int?)null,
        };
        return sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private Operand Value(out bool constant)
    {
        Blank();
        constant = true;
        if (_at >= text.Length)
        {
            throw new PathSyntaxException($"Filter of '{text}' ends too early");
        }
        switch (text[_at])
        {
            case '@' or '$':
                constant = false;
                var relative = text[_at] == '@';
                var parser = new PathParser(text, _at);
                var path = parser.PathPrefix();
                _at = parser.End;
                return relative ? (node, root) => path.Evaluate(node) : (node, root) => path.Evaluate(root);
            case '\'' or '"':
                var reader = new PathParser(text, _at);
                Json literal = reader.Quoted();
                _at = reader.End;
                return (_, _) => literal;
            case '[':
                return List();
        }
        var from = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '+' or '.'))
        {
            _at++;
        }
        Json? value = text[from.._at] switch
        {
            "true" => true,
            "false" => false,
            "null" => Json.Null,
            var digits => double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        };
        return value is null ? throw new PathSyntaxException($"Unexpected text at position {from} of path '{text}'") : (_, _) => value;
    }

    private Operand List()
    {
        _at++;
        var items = new List<Operand>();
        while (!Take("]"))
        {
            items.Add(Value(out _));
            if (!Take(",") && !Peek("]"))
            {
                throw new PathSyntaxException($"Unexpected text at position {_at} of path '{text}'");
            }
        }
        return (node, root) => new JsonArray(items.Select(item => item(node, root)).OfType<Json>());
    }

    private Regex Pattern()
    {
        Expect("/");
        var from = _at;
        while (_at < text.Length && text[_at] != '/')
        {
            _at += text[_at] == '\\' ? 2 : 1;
        }
        var body = text[from..Math.Min(_at, text.Length)];
        Expect("/");
        try
        {
            return new Regex($"^(?:{body})$", Take("i") ? RegexOptions.IgnoreCase : RegexOptions.None, LongestMatch);
        }
        catch (ArgumentException)
        {
            throw new PathSyntaxException($"'{body}' is no regular expression");
        }
    }

    private static bool IsMatch(Regex pattern, string value)
    {
        try
        {
            return pattern.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new StatesException(ErrorNames.Runtime, $"The expression '{pattern}' takes too long");
        }
    }

    private bool Peek(string sign)
    {
        Blank();
        return string.CompareOrdinal(text, _at, sign, 0, sign.Length) == 0;
    }

    private bool Take(string sign)
    {
        if (!Peek(sign))
        {
            return false;
        }
        _at += sign.Length;
        return true;
    }

    private void Expect(string sign)
    {
        if (!Take(sign))
        {
            throw new PathSyntaxException($"Expected '{sign}' at position {_at} of path '{text}'");
        }
    }

    private void Blank()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }
    }
}
