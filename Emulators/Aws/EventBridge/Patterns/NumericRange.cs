using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary><c>{"numeric": [">", 0, "&lt;=", 5]}</c>.</summary>
internal static class NumericRange
{
    private const double Largest = 5e9;

    public static Func<Json, bool> Parse(Json operand)
    {
        if (operand is not JsonArray parts)
        {
            throw new PatternException("Value of numeric must be an array.");
        }
        if (parts.Count == 0)
        {
            throw new PatternException("Invalid member in numeric match: ]");
        }
        var tests = new List<Func<double, bool>>();
        for (var i = 0; i < parts.Count; i += 2)
        {
            var sign = parts[i].AsString() ?? throw new PatternException($"Invalid member in numeric match: {parts[i].Text}");
            if (sign is not ("<" or "<=" or ">" or ">=" or "="))
            {
                throw new PatternException($"Unrecognized numeric range operator: {sign}");
            }
            if (i + 1 >= parts.Count || parts[i + 1].AsNumber() is not { } limit)
            {
                throw new PatternException(sign == "=" ? "Value of equals must be numeric" : $"Value of {sign} must be numeric");
            }
            if (Math.Abs(limit) > Largest)
            {
                throw new PatternException("Value must be between -5.0E9 and 5.0E9, inclusive");
            }
            if (i > 0 && (parts.Count > 4 || sign == "=" || sign[0] == parts[0].AsString()![0] || parts[0].AsString() == "="))
            {
                throw new PatternException(sign == "=" || parts[0].AsString() == "=" || parts.Count > 4 ? "Too many elements in numeric expression" : $"Bad numeric range operator: {sign}");
            }
            tests.Add(sign switch
            {
                "<" => value => value < limit,
                "<=" => value => value <= limit,
                ">" => value => value > limit,
                ">=" => value => value >= limit,
                _ => value => value.Equals(limit),
            });
        }
        return value => value.AsNumber() is { } number && tests.TrueForAll(test => test(number));
    }
}
