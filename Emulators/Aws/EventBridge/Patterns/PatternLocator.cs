using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>Finds a value of a pattern in its text: AWS names the line and column up to which it has read.</summary>
internal sealed class PatternLocator(string text, Json target, PatternPlace place)
{
    private int _position;

    /// <returns>AWS's words for the place; empty where it is not found.</returns>
    public static string Describe(string text, Json root, PatternException problem)
    {
        if (problem.At is not { } target || new PatternLocator(text, target, problem.Place).Find(root) is not { } position)
        {
            return "";
        }
        var line = text.AsSpan(0, position).Count('\n') + 1;
        var column = position - (text.LastIndexOf('\n', Math.Max(0, position - 1)) + 1) + 1;
        var where = $"\n at [Source: (String)\"{text}\"; line: {line}, column: {column}]";
        return problem.IsOfList ? where + where : where;
    }

    /// <summary>Searches one value, and leaves the position behind it.</summary>
    private int? Find(Json? value)
    {
        SkipSpace();
        var start = _position;
        var end = EndOf(start);
        if (ReferenceEquals(value, target))
        {
            return place == PatternPlace.End || text[start] is not ('{' or '[' or '"') || (text[start] == '"' && place == PatternPlace.Read) ? end : start + 1;
        }
        _position = start + 1;
        if ((value, text[start]) is (JsonObject members, '{'))
        {
            for (SkipSpace(); text[_position] == '"'; SkipTo(','))
            {
                var nameEnd = EndOf(_position);
                var name = Json.Parse(text[_position..nameEnd]).AsString()!;
                _position = nameEnd;
                SkipTo(':');
                if (Find(members[name]) is { } found)
                {
                    return found;
                }
            }
        }
        else if ((value, text[start]) is (JsonArray items, '['))
        {
            foreach (var item in items)
            {
                if (Find(item) is { } found)
                {
                    return found;
                }
                SkipTo(',');
            }
        }
        _position = end;
        return null;
    }

    private void SkipSpace()
    {
        while (char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }

    private void SkipTo(char sign)
    {
        SkipSpace();
        if (text[_position] == sign)
        {
            _position++;
            SkipSpace();
        }
    }

    /// <summary>Behind the value that begins at a position: the text is known to be JSON.</summary>
    private int EndOf(int start)
    {
        if (text[start] is not ('{' or '[' or '"'))
        {
            var rest = text.AsSpan(start).IndexOfAny(",]} \t\r\n");
            return rest < 0 ? text.Length : start + rest;
        }
        var (depth, quoted) = (0, false);
        for (var i = start; ; i++)
        {
            if (quoted && text[i] == '\\')
            {
                i++;
                continue;
            }
            quoted ^= text[i] == '"';
            depth += quoted ? 0 : text[i] is '{' or '[' ? 1 : text[i] is '}' or ']' ? -1 : 0;
            if (depth == 0 && !quoted)
            {
                return i + 1;
            }
        }
    }
}
