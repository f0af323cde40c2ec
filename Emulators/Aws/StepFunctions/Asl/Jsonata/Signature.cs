using System.Text;
using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>
/// A function's signature, <c>&lt;s-nn?:s&gt;</c>: what its parameters take, which may be left out (?), repeat (+) or come from the
/// context (-). JSONata's manual, "Function signature syntax".
/// </summary>
internal sealed class Signature
{
    private readonly List<Parameter> _parameters = [];
    private readonly Regex _whole;
    private readonly string _name;

    public Signature(string text, string name)
    {
        _name = name;
        for (var i = 1; i < text.Length && text[i] != ':' && text[i] != '>'; i++)
        {
            switch (text[i])
            {
                case 's' or 'n' or 'b' or 'l' or 'o':
                    _parameters.Add(new Parameter(text[i], $"[{text[i]}m]"));
                    break;
                case 'a':
                    _parameters.Add(new Parameter('a', "[asnblfom]"));
                    break;
                case 'f':
                    _parameters.Add(new Parameter('f', "f"));
                    break;
                case 'j':
                    _parameters.Add(new Parameter('j', "[asnblom]"));
                    break;
                case 'x':
                    _parameters.Add(new Parameter('x', "[asnblfom]"));
                    break;
                case '-':
                    _parameters[^1].Context = new Regex(_parameters[^1].Pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
                    _parameters[^1].Pattern += "?";
                    break;
                case '?' or '+':
                    _parameters[^1].Pattern += text[i];
                    break;
                case '(':
                    var close = text.IndexOf(')', i);
                    if (close < 0)
                    {
                        throw new JsonataException("S0402", "Choice groups containing parameterized types are not supported");
                    }
                    var choice = text[(i + 1)..close];
                    if (choice.Contains('<'))
                    {
                        throw new JsonataException("S0402", "Choice groups containing parameterized types are not supported");
                    }
                    _parameters.Add(new Parameter('(', $"[{choice}m]"));
                    i = close;
                    break;
                case '<':
                    var end = Close(text, i);
                    if (_parameters.Count == 0 || _parameters[^1].Type is not ('a' or 'f'))
                    {
                        throw new JsonataException("S0401", "Type parameters can only be applied to functions and arrays");
                    }
                    _parameters[^1].Item = text[i + 1];
                    i = end;
                    break;
            }
        }
        _whole = new Regex("^" + string.Concat(_parameters.Select(static parameter => $"({parameter.Pattern})")) + "$", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    /// <summary>Whether an argument after the first that must be there selects nothing: the function then does too.</summary>
    public bool LacksArgument(Json?[] validated)
    {
        for (var i = 1; i < _parameters.Count && i < validated.Length; i++)
        {
            if (validated[i] is null && _parameters[i].Type is ('s' or 'n' or '(') && !_parameters[i].Pattern.EndsWith('?'))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Parameters that cannot be left out: as many arguments a higher-order function passes.</summary>
    public int Required => _parameters.Count(static parameter => parameter.Context is not null || !parameter.Pattern.EndsWith('?'));

    public int Count => _parameters.Count;

    /// <summary>The arguments as the function sees them: context put in, single values made arrays.</summary>
    /// <exception cref="JsonataException">They do not fit.</exception>
    public Json?[] Validate(Json?[] arguments, Json? focus)
    {
        var given = string.Concat(arguments.Select(Symbol));
        var match = _whole.Match(given);
        if (!match.Success)
        {
            throw Mismatch(given);
        }
        var validated = new List<Json?>();
        var next = 0;
        for (var i = 0; i < _parameters.Count; i++)
        {
            var parameter = _parameters[i];
            var taken = match.Groups[i + 1].Value;
            if (taken.Length == 0)
            {
                if (parameter.Context is { } context)
                {
                    validated.Add(context.IsMatch(Symbol(focus).ToString())
                        ? focus
                        : throw new JsonataException("T0411", $"Context value is not a compatible type with argument {i + 1} of function \"{_name}\""));
                }
                else
                {
                    validated.Add(next < arguments.Length ? arguments[next] : null);
                    next++;
                }
                continue;
            }
            foreach (var symbol in taken)
            {
                // A context that stands in for a missing argument may shift what the groups took.
                var argument = next < arguments.Length ? arguments[next] : null;
                validated.Add(parameter.Type == 'a' ? AsArray(parameter, symbol, argument, i) : argument);
                next++;
            }
        }
        return [.. validated];
    }

    private Json? AsArray(Parameter parameter, char symbol, Json? argument, int index)
    {
        if (symbol == 'm')
        {
            return null;
        }
        var items = argument as JsonArray;
        var fits = parameter.Item is not { } item || (symbol == 'a' ? items!.Count == 0 || items.All(value => Symbol(value) == item) : symbol == item);
        return !fits
            ? throw new JsonataException("T0412", $"Argument {index + 1} of function \"{_name}\" must be an array of \"{parameter.Item}\"")
            : symbol == 'a' ? argument : new Sequence([argument!]);
    }

    private JsonataException Mismatch(string given)
    {
        // The first argument that no parameter takes is the one at fault.
        var pattern = new StringBuilder("^");
        var matched = 0;
        foreach (var parameter in _parameters)
        {
            pattern.Append(parameter.Pattern);
            var match = Regex.Match(given, pattern.ToString(), RegexOptions.None, TimeSpan.FromSeconds(1));
            if (!match.Success)
            {
                return new JsonataException("T0410", $"Argument {matched + 1} of function \"{_name}\" does not match function signature");
            }
            matched = match.Length;
        }
        return new JsonataException("T0410", $"Argument {matched + 1} of function \"{_name}\" does not match function signature");
    }

    private static int Close(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }
        return text.Length - 1;
    }

    private static char Symbol(Json? value) => value?.Kind switch
    {
        JsonKind.String => 's',
        JsonKind.Number => 'n',
        JsonKind.Boolean => 'b',
        JsonKind.Null => 'l',
        JsonKind.Array => 'a',
        JsonKind.Object => 'o',
        JsonKind.Function => 'f',
        _ => 'm',
    };

    private sealed class Parameter(char type, string pattern)
    {
        public char Type { get; } = type;

        public string Pattern { get; set; } = pattern;

        public Regex? Context { get; set; }

        public char? Item { get; set; }
    }
}
