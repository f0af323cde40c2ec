using System.Text.Json;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;

/// <summary>Says why a text is no JSON in the words of the parser that AWS uses (Jackson), for the mistakes that are common.</summary>
public static class JsonProblem
{
    private const string Literals = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    /// <returns>The reason, and where it is.</returns>
    public static (string Problem, string Place) Describe(string text)
    {
        var start = text.AsSpan().IndexOfAnyExcept(" \t\r\n");
        if (start < 0)
        {
            return ("No content to map due to end-of-input", Place(text, 1, 0));
        }
        if (char.IsLetter(text[start]))
        {
            var end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }
            return ($"Unrecognized token '{text[start..end]}': was expecting {Literals}", Place(text, 1, end + 1));
        }
        try
        {
            using var unused = JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            var line = (int)(exception.LineNumber ?? 0);
            var column = (int)(exception.BytePositionInLine ?? 0);
            var lines = text.Split('\n');
            var at = line < lines.Length && column < lines[line].Length ? lines[line][column] : '\0';
            if (exception.Message.Contains("property name", StringComparison.Ordinal) || exception.Message.Contains("start of a property", StringComparison.Ordinal))
            {
                return ($"Unexpected character ('{at}' (code {(int)at})): was expecting double-quote to start field name", Place(text, line + 1, column + 1));
            }
            if (char.IsLetter(at))
            {
                var (first, end) = (column, column);
                while (first > 0 && char.IsLetterOrDigit(lines[line][first - 1]))
                {
                    first--;
                }
                while (end < lines[line].Length && char.IsLetterOrDigit(lines[line][end]))
                {
                    end++;
                }
                return ($"Unrecognized token '{lines[line][first..end]}': was expecting {Literals}", Place(text, line + 1, end + 1));
            }
            var problem = at == '\0' ? "Unexpected end-of-input" : $"Unexpected character ('{at}' (code {(int)at})): expected a valid value {Literals}";
            return (problem, Place(text, line + 1, column + 2));
        }
        return ("Invalid execution input.", Place(text, 1, 1));
    }

    private static string Place(string text, int line, int column) => $"[Source: (String)\"{text}\"; line: {line}, column: {column}]";
}
