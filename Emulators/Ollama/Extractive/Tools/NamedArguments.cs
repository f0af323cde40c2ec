using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Ollama.Extractive.Tools;

/// <summary>The arguments of any other tool, taken from the request: quoted texts, names after a preposition, numbers, dates, choices that it mentions.</summary>
internal sealed partial class NamedArguments(string request)
{
    private readonly Queue<string> quoted = new(Quoted().Matches(request).Select(static match => match.Groups["text"].Value));
    private readonly Queue<double> numbers = new(Number().Matches(request).Select(static match => double.Parse(match.Value, CultureInfo.InvariantCulture)));
    private readonly HashSet<string> used = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the request does not hold what the tool cannot do without.</summary>
    public JsonObject? For(OfferedTool tool)
    {
        var arguments = new JsonObject();
        foreach (var parameter in tool.Parameters)
        {
            if (Value(parameter) is { } value)
            {
                arguments[parameter.Name] = value;
            }
            else if (parameter.Required)
            {
                return null;
            }
        }

        return arguments;
    }

    private JsonNode? Value(ToolParameter parameter) => parameter switch
    {
        { Choices.Count: > 0 } => parameter.Choices.FirstOrDefault(Mentioned) ?? (parameter.Required ? parameter.Choices[0] : null),
        { IsNumber: true } => numbers.TryDequeue(out var number) ? Calculator.Json(parameter.Type == "integer" ? Math.Round(number) : number) : null,
        { Type: "boolean" } => parameter.Required ? JsonValue.Create(value: false) : null,
        { Type: "string" } => Text(parameter),
        _ => null,
    };

    private string? Text(ToolParameter parameter)
    {
        if (parameter.IsNamed("date", "day", "when", "time"))
        {
            return Date().Match(request) is { Success: true } date ? date.Value : null;
        }

        if (quoted.TryDequeue(out var text))
        {
            return text;
        }

        if (parameter.IsNamed("unit", "format", "lang", "currency") && !parameter.Required)
        {
            return null;
        }

        return parameter switch
        {
            _ when parameter.IsNamed("from", "origin", "departure", "source") => After("from"),
            _ when parameter.IsNamed("dest", "arrival", "target") || parameter.Name.Equals("to", StringComparison.OrdinalIgnoreCase) => After("to"),
            _ when parameter.IsNamed("email") => Email().Match(request) is { Success: true } email ? email.Value : null,
            _ when parameter.IsNamed("query", "question", "text", "prompt", "message", "input", "topic", "search") => request.Trim().TrimEnd('?', '.', '!'),
            _ => After("in", "at", "for", "near", "of", "about", "on", "to", "with") ?? Capitalized(),
        };
    }

    /// <summary>A name after one of these words, in capitals before any other.</summary>
    private string? After(params string[] prepositions)
        => prepositions.Select(word => Fresh(NameAfter().Matches(request).FirstOrDefault(match => Is(match, word) && !used.Contains(match.Groups["name"].Value)))).FirstOrDefault(static name => name is not null)
        ?? prepositions.Select(word => Fresh(PhraseAfter().Matches(request).FirstOrDefault(match => Is(match, word) && !used.Contains(match.Groups["name"].Value)))).FirstOrDefault(static name => name is not null);

    private string? Capitalized() => Fresh(Inner().Matches(request).FirstOrDefault(match => !used.Contains(match.Groups["name"].Value)));

    private string? Fresh(Match? match)
    {
        if (match is null || match.Groups["name"].Value.Trim() is not { Length: > 0 } name)
        {
            return null;
        }

        used.Add(match.Groups["name"].Value);
        return name;
    }

    private bool Mentioned(string choice)
        => request.Contains(choice, StringComparison.OrdinalIgnoreCase) || request.Contains(choice.Replace('_', ' '), StringComparison.OrdinalIgnoreCase);

    private static bool Is(Match match, string word) => match.Groups["word"].Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("[\"“](?<text>[^\"”]+)[\"”]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w.])-?\d+(\.\d+)?(?!\w)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?\b|\b(today|tomorrow|yesterday|tonight|now|(next|this) (week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Email();

    [GeneratedRegex(@"\b(?<word>in|at|for|near|of|about|on|to|with|from)\s+(the\s+)?(?<name>\p{Lu}[\w'’.-]*\b((\s+|,\s+)(\p{Lu}[\w'’.-]*\b|of|de|la|du|del)(?=\W|$))*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameAfter();

    [GeneratedRegex(@"\b(?<word>in|at|for|near|of|about|on|to|with|from)\s+(the\s+)?(?<name>[\w'’-]+(\s+[\w'’-]+){0,3}?)(?=\s+(today|tomorrow|now|right|please|from|to|in|at|on|with)\b|\s*[?.!,;]|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhraseAfter();

    /// <summary>A word in capitals that does not begin the request.</summary>
    [GeneratedRegex(@"(?<=\S\s+)(?<name>\p{Lu}[\w'’.-]*\b(\s+\p{Lu}[\w'’.-]*\b)*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inner();
}
