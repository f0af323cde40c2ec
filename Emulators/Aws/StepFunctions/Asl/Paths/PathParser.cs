using System.Globalization;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

/// <summary>Reads JSONPaths, alone or as arguments within a longer text.</summary>
internal sealed class PathParser(string text, int start = 0)
{
    private int _at = start;

    /// <summary>Position behind what was read.</summary>
    public int End => _at;

    private char Current => _at < text.Length ? text[_at] : '\0';

    /// <summary>A path that fills the whole text.</summary>
    public JsonPath Path()
    {
        var path = PathPrefix();
        return _at == text.Length ? path : throw Unexpected();
    }

    /// <summary>A path and whatever follows it.</summary>
    public JsonPath PathPrefix()
    {
        var from = _at;
        if (Current is not ('$' or '@'))
        {
            throw new PathSyntaxException("Reference path must begin with '$'");
        }
        _at++;
        return new JsonPath(text[from..], Steps()) is var path && _at == text.Length ? path : new JsonPath(text[from.._at], path.Steps);
    }

    public List<PathStep> Steps()
    {
        var steps = new List<PathStep>();
        while (true)
        {
            if (Current == '.')
            {
                _at++;
                if (Current == '.')
                {
                    _at++;
                    steps.Add(new DescendStep());
                    if (Current == '[')
                    {
                        continue;
                    }
                }
                else if (Current == '[')
                {
                    continue; // "$.[0]" is the same as "$[0]"
                }
                steps.Add(Dotted());
            }
            else if (Current == '[')
            {
                _at++;
                steps.Add(Bracketed());
            }
            else
            {
                return steps;
            }
        }
    }

    private PathStep Dotted()
    {
        if (Current == '*')
        {
            _at++;
            return new WildcardStep();
        }
        var from = _at;
        while (_at < text.Length && IsNameCharacter(text[_at]))
        {
            _at++;
        }
        if (_at == from)
        {
            throw Unexpected();
        }
        var name = text[from.._at];
        if (Current != '(')
        {
            return new NameStep(name);
        }
        var function = FunctionStep.Find(name);
        if (function is null || _at + 1 >= text.Length || text[_at + 1] != ')')
        {
            throw new PathSyntaxException($"Function with name: {name} does not exist.");
        }
        _at += 2;
        return function;
    }

    private PathStep Bracketed()
    {
        Blank();
        PathStep step;
        switch (Current)
        {
            case '*':
                _at++;
                step = new WildcardStep();
                break;
            case '\'' or '"':
                var names = new List<string> { Quoted() };
                Blank();
                while (Current == ',')
                {
                    _at++;
                    Blank();
                    names.Add(Quoted());
                    Blank();
                }
                step = names.Count == 1 ? new NameStep(names[0]) : new NamesStep(names);
                break;
            case '?':
                _at++;
                var filter = new FilterParser(text, _at);
                step = new FilterStep(filter.Predicate());
                _at = filter.End;
                break;
            default:
                step = Numbers();
                break;
        }
        Blank();
        if (Current != ']')
        {
            throw Unexpected();
        }
        _at++;
        return step;
    }

    private PathStep Numbers()
    {
        var first = Number();
        Blank();
        if (Current == ':')
        {
            _at++;
            var to = Number();
            var by = 1;
            if (Current == ':')
            {
                _at++;
                by = Number() ?? 1;
            }
            return by > 0 ? new SliceStep(first, to, by) : throw new PathSyntaxException("The step of a slice must be positive");
        }
        if (first is null)
        {
            throw Unexpected();
        }
        var indexes = new List<int> { first.Value };
        while (Current == ',')
        {
            _at++;
            Blank();
            indexes.Add(Number() ?? throw Unexpected());
            Blank();
        }
        return new IndexStep(indexes);
    }

    private int? Number()
    {
        Blank();
        var from = _at;
        if (Current == '-')
        {
            _at++;
        }
        while (char.IsAsciiDigit(Current))
        {
            _at++;
        }
        if (_at == from)
        {
            return null;
        }
        return int.TryParse(text.AsSpan(from, _at - from), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Unexpected();
    }

    public string Quoted()
    {
        var quote = Current;
        if (quote is not ('\'' or '"'))
        {
            throw Unexpected();
        }
        var value = new System.Text.StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length && (text[_at + 1] == quote || text[_at + 1] == '\\'))
            {
                value.Append(text[++_at]);
            }
            else if (text[_at] == quote)
            {
                _at++;
                return value.ToString();
            }
            else
            {
                value.Append(text[_at]);
            }
        }
        throw new PathSyntaxException("A quoted name has no end");
    }

    private void Blank()
    {
        while (Current == ' ')
        {
            _at++;
        }
    }

    private static bool IsNameCharacter(char character)
        => character is not ('.' or '[' or ']' or '(' or ')' or ',' or ' ' or '\'' or '"' or '*' or '?' or '=' or '<' or '>' or '!' or '&' or '|' or '\t' or '\n' or '~');

    private PathSyntaxException Unexpected()
        => new(_at >= text.Length ? $"Path '{text}' ends too early" : $"Unexpected '{text[_at]}' at position {_at} of path '{text}'");
}
