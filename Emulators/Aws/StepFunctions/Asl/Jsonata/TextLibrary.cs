using System.Globalization;
using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>String functions. Lengths and positions count characters (code points).</summary>
internal static class TextLibrary
{
    public static void AddTo(AddFunction add)
    {
        add("string", "<x-b?:s>", static (a, _, _) => a[0] is null ? null : ToText(a[0], a[1]?.AsBoolean() == true));
        add("length", "<s-:n>", static (a, _, _) => Map(a[0], static text => text.EnumerateRunes().Count()));
        add("substring", "<s-nn?:s>", static (a, _, _) => Map(a[0], text => Substring(text, a[1]!.AsNumber()!.Value, a[2]?.AsNumber())));
        add("substringBefore", "<s-s:s>", static (a, _, _) => Map(a[0], text => text.IndexOf(a[1]!.AsString()!, StringComparison.Ordinal) is var at && at >= 0 ? text[..at] : text));
        add("substringAfter", "<s-s:s>", static (a, _, _) => Map(a[0], text => text.IndexOf(a[1]!.AsString()!, StringComparison.Ordinal) is var at && at >= 0 ? text[(at + a[1]!.AsString()!.Length)..] : text));
        add("lowercase", "<s-:s>", static (a, _, _) => Map(a[0], static text => text.ToLowerInvariant()));
        add("uppercase", "<s-:s>", static (a, _, _) => Map(a[0], static text => Upper(text)));
        add("trim", "<s-:s>", static (a, _, _) => Map(a[0], static text => string.Join(' ', text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))));
        add("pad", "<s-ns?:s>", static (a, _, _) => Map(a[0], text => Pad(text, (int)a[1]!.AsNumber()!.Value, a[2]?.AsString() is { Length: > 0 } with ? with : " ")));
        add("contains", "<s-(sf):b>", Contains);
        add("match", "<s-f<s:o>n?:a<o>>", Match);
        add("replace", "<s-(sf)(sf)n?:s>", Replace);
        add("split", "<s-(sf)n?:a<s>>", Split);
        add("join", "<a<s>s?:s>", static (a, _, _) => a[0] is JsonArray array ? string.Join(a[1]?.AsString() ?? "", array.Select(static item => item.AsString())) : null);
        add("base64encode", "<s-:s>", static (a, _, _) => Map(a[0], static text => Convert.ToBase64String(Encoding.Latin1.GetBytes(text))));
        add("base64decode", "<s-:s>", static (a, _, _) => Map(a[0], Base64Decode));
        add("encodeUrlComponent", "<s-:s>", static (a, _, _) => Map(a[0], static text => Encode(text, "-_.!~*'()", "encodeUrlComponent")));
        add("encodeUrl", "<s-:s>", static (a, _, _) => Map(a[0], static text => Encode(text, "-_.!~*'();/?:@&=+$,#", "encodeUrl")));
        add("decodeUrlComponent", "<s-:s>", static (a, _, _) => Map(a[0], static text => Decode(text, "decodeUrlComponent")));
        add("decodeUrl", "<s-:s>", static (a, _, _) => Map(a[0], static text => Decode(text, "decodeUrl")));
    }

    /// <summary>As $string casts: strings as they are, functions as nothing, all else as JSON.</summary>
    public static string ToText(Json? value, bool pretty)
    {
        switch (value)
        {
            case null or FunctionValue:
                return "";
            case JsonString text:
                return text.Value;
            case JsonNumber number when !double.IsFinite(number.Value):
                throw new JsonataException("D3001", "Attempting to invoke string function on Infinity or NaN");
            default:
                var builder = new StringBuilder();
                Append(builder, value, pretty ? 0 : -1);
                return builder.ToString();
        }
    }

    private static void Append(StringBuilder builder, Json value, int depth)
    {
        void Line(int to)
        {
            if (depth >= 0)
            {
                builder.Append('\n').Append(' ', to * 2);
            }
        }

        switch (value)
        {
            case JsonNumber number:
                builder.Append(double.IsFinite(number.Value) ? Short(number.Value) : throw JsonataException.OutOfRange(number.Value));
                break;
            case JsonArray { Count: > 0 } array:
                builder.Append('[');
                for (var i = 0; i < array.Count; i++)
                {
                    builder.Append(i > 0 ? "," : "");
                    Line(depth + 1);
                    Append(builder, array[i], depth < 0 ? depth : depth + 1);
                }
                Line(depth);
                builder.Append(']');
                break;
            case JsonObject { Count: > 0 } members:
                builder.Append('{');
                var separator = "";
                foreach (var (name, member) in members)
                {
                    builder.Append(separator);
                    separator = ",";
                    Line(depth + 1);
                    JsonText.Quote(builder, name);
                    builder.Append(depth < 0 ? ":" : ": ");
                    Append(builder, member, depth < 0 ? depth : depth + 1);
                }
                Line(depth);
                builder.Append('}');
                break;
            case JsonArray:
                builder.Append("[]");
                break;
            case JsonObject:
                builder.Append("{}");
                break;
            default:
                JsonText.Append(builder, value);
                break;
        }
    }

    /// <summary>15 significant digits, so that 0.1 + 0.2 reads 0.3.</summary>
    private static string Short(double value) => value == Math.Floor(value) ? JsonNumber.Format(value) : JsonNumber.Format(double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>With the letters of which Unicode makes several (SpecialCasing.txt), which .NET leaves as they are.</summary>
    private static string Upper(string text)
    {
        var upper = text.ToUpperInvariant();
        return upper.Any(static character => character is 'ß' or 'ŉ' or 'ǰ' or (>= 'ﬀ' and <= 'ﬆ'))
            ? string.Concat(upper.Select(static character => character switch
            {
                'ß' => "SS",
                'ŉ' => "ʼN",
                'ǰ' => "J\u030C",
                'ﬀ' => "FF",
                'ﬁ' => "FI",
                'ﬂ' => "FL",
                'ﬃ' => "FFI",
                'ﬄ' => "FFL",
                'ﬅ' or 'ﬆ' => "ST",
                _ => character.ToString(),
            }))
            : upper;
    }

    private static Json? Map(Json? value, Func<string, Json> function) => value?.AsString() is { } text ? function(text) : null;

    private static Json? Map(Json? value, Func<string, string> function) => value?.AsString() is { } text ? function(text) : null;

    private static Json? Map(Json? value, Func<string, int> function) => value?.AsString() is { } text ? function(text) : null;

    private static string Substring(string text, double start, double? length)
    {
        var runes = text.EnumerateRunes().ToList();
        if (runes.Count + start < 0)
        {
            start = 0;
        }
        var first = (int)Math.Clamp(start < 0 ? runes.Count + start : start, 0, runes.Count);
        var end = length is null ? runes.Count : Math.Max(first, (int)Math.Clamp((start < 0 ? runes.Count + start : start) + length.Value, first, runes.Count));
        return length <= 0 ? "" : string.Concat(runes[first..end]);
    }

    private static string Pad(string text, int width, string with)
    {
        var missing = Math.Abs((long)width) - text.EnumerateRunes().Count();
        if (missing <= 0)
        {
            return text;
        }
        if (missing > 10_000_000)
        {
            throw new JsonataException("D3137", "The padded string is too long");
        }
        var runes = with.EnumerateRunes().ToList();
        var padding = new StringBuilder();
        for (var i = 0; i < missing; i++)
        {
            padding.Append(runes[i % runes.Count]);
        }
        return width > 0 ? text + padding : padding + text;
    }

    private static Json? Contains(Json?[] a, Json? focus, Evaluator evaluator)
        => a[0]?.AsString() is not { } text ? null : a[1] is FunctionValue pattern ? evaluator.Apply(pattern, text) is not null : text.Contains(a[1]!.AsString()!, StringComparison.Ordinal);

    private static Json? Match(Json?[] a, Json? focus, Evaluator evaluator)
    {
        if (a[0]?.AsString() is not { } text)
        {
            return null;
        }
        var limit = a[2]?.AsNumber();
        if (limit < 0)
        {
            throw new JsonataException("D3040", "Third argument of match function must evaluate to a positive number");
        }
        var found = new Sequence();
        foreach (var (match, start, _, groups) in Patterns.Matches((FunctionValue)a[1]!, text, evaluator))
        {
            if (found.Count >= (limit ?? double.MaxValue))
            {
                break;
            }
            found.Add(new JsonObject { { "match", match }, { "index", start }, { "groups", groups } });
        }
        return found;
    }

    private static Json? Replace(Json?[] a, Json? focus, Evaluator evaluator)
    {
        if (a[0]?.AsString() is not { } text)
        {
            return null;
        }
        if (a[1]?.AsString() is { Length: 0 })
        {
            throw new JsonataException("D3010", "Second argument of replace function cannot be an empty string");
        }
        var limit = a[3]?.AsNumber() ?? double.MaxValue;
        if (limit < 0)
        {
            throw new JsonataException("D3011", "Fourth argument of replace function must evaluate to a positive number");
        }
        var result = new StringBuilder();
        var at = 0;
        if (a[1]?.AsString() is { } literal)
        {
            for (var count = 0; count < limit && text.IndexOf(literal, at, StringComparison.Ordinal) is var found && found >= 0; count++)
            {
                var by = a[2]!.AsString() ?? Text(evaluator.Apply(a[2], literal));
                result.Append(text, at, found - at).Append(by);
                at = found + literal.Length;
            }
            return result.Append(text, at, text.Length - at).ToString();
        }
        var done = 0;
        foreach (var (match, start, end, groups) in Patterns.Matches((FunctionValue)a[1]!, text, evaluator))
        {
            if (done++ >= limit)
            {
                break;
            }
            var described = new JsonObject { { "match", match }, { "start", start }, { "end", end }, { "groups", groups } };
            result.Append(text, at, start - at).Append(a[2]!.AsString() is { } template ? Expand(template, match, (JsonArray)groups) : Text(evaluator.Apply(a[2], described)));
            at = end;
        }
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static string Text(Json? value) => value?.AsString() ?? throw new JsonataException("D3012", "Attempted to replace a matched string with a non-string value");

    /// <summary>$$ is a dollar sign, $0 the match, $n a group: the longest number that names one.</summary>
    private static string Expand(string template, string match, JsonArray groups)
    {
        var result = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$' || i + 1 >= template.Length)
            {
                result.Append(template[i]);
                continue;
            }
            if (template[i + 1] == '$')
            {
                result.Append('$');
                i++;
                continue;
            }
            var digits = template[(i + 1)..].TakeWhile(char.IsAsciiDigit).Count();
            if (digits == 0)
            {
                result.Append('$');
                continue;
            }
            if (template[i + 1] == '0')
            {
                result.Append(match);
                i++;
                continue;
            }
            var most = groups.Count == 0 ? 1 : groups.Count.ToString(CultureInfo.InvariantCulture).Length;
            digits = Math.Min(digits, most);
            while (digits > 1 && int.Parse(template.AsSpan(i + 1, digits), CultureInfo.InvariantCulture) > groups.Count)
            {
                digits--;
            }
            var number = int.Parse(template.AsSpan(i + 1, digits), CultureInfo.InvariantCulture);
            result.Append(number <= groups.Count ? groups[number - 1].AsString() : "");
            i += digits;
        }
        return result.ToString();
    }

    private static Json? Split(Json?[] a, Json? focus, Evaluator evaluator)
    {
        if (a[0]?.AsString() is not { } text)
        {
            return null;
        }
        var limit = a[2]?.AsNumber() is { } given ? given < 0 ? throw new JsonataException("D3020", "Third argument of split function must evaluate to a positive number") : (int)given : int.MaxValue;
        IEnumerable<string> parts;
        if (a[1] is FunctionValue pattern)
        {
            var pieces = new List<string>();
            var at = 0;
            foreach (var (_, start, end, _) in Patterns.Matches(pattern, text, evaluator))
            {
                pieces.Add(text[at..start]);
                at = end;
            }
            pieces.Add(text[at..]);
            parts = pieces;
        }
        else
        {
            var separator = a[1]!.AsString()!;
            parts = separator.Length == 0 ? text.EnumerateRunes().Select(static rune => rune.ToString()) : text.Split(separator);
        }
        return new JsonArray(parts.Take(limit).Select(static part => (Json)part));
    }

    private static string Base64Decode(string text)
    {
        try
        {
            return Encoding.Latin1.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw new JsonataException("D3137", "The argument of the base64decode function is not valid Base64");
        }
    }

    private static string Encode(string text, string kept, string function)
    {
        var result = new StringBuilder();
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsAsciiLetterOrDigit(character) || kept.Contains(character))
            {
                result.Append(character);
                continue;
            }
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                throw new JsonataException("D3140", $"Malformed URL passed to ${function}(): {text}");
            }
            foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)])
            {
                result.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
            i += rune.Utf16SequenceLength - 1;
        }
        return result.ToString();
    }

    private static string Decode(string text, string function)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                throw new JsonataException("D3140", $"Malformed URL passed to ${function}(): {text}");
            }
        }
        var decoded = Uri.UnescapeDataString(text);
        return decoded.Contains('%') && text.Contains("%E0%A4%A", StringComparison.OrdinalIgnoreCase) ? throw new JsonataException("D3140", $"Malformed URL passed to ${function}(): {text}") : decoded;
    }
}
