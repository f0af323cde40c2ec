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
            throw new PatternException("Value of numeric must be an array.", operand);
        }
        if (parts.Count == 0)
        {
            throw new PatternException("Invalid member in numeric match: ]", parts, PatternPlace.End);
        }
        var tests = new List<Func<double, bool>>();
        for (var i = 0; i < parts.Count; i += 2)
        {
            var sign = parts[i].AsString() ?? throw new PatternException($"Invalid member in numeric match: {parts[i].Text}", parts[i]);
            if (sign is not ("<" or "<=" or ">" or ">=" or "="))
            {
                throw new PatternException($"Unrecognized numeric range operator: {sign}", parts[i], PatternPlace.Read);
            }
            if (i > 0 && sign[0] == parts[0].AsString()![0] && sign != "=" && parts.Count <= 4)
            {
                throw new PatternException($"Bad numeric range operator: {sign}", parts[i], PatternPlace.Read);
            }
            if (i + 1 >= parts.Count || parts[i + 1].AsNumber() is not { } limit)
            {
                var missing = i + 1 >= parts.Count;
                throw new PatternException(sign == "=" ? "Value of equals must be numeric" : $"Value of {sign} must be numeric", missing ? parts : parts[i + 1], missing ? PatternPlace.End : PatternPlace.Token);
            }
            if (Math.Abs(limit) > Largest)
            {
                throw new PatternException("Value must be between -5.0E9 and 5.0E9, inclusive", parts[i + 1]);
            }
            if (i > 0 && (parts.Count > 4 || sign == "=" || sign[0] == parts[0].AsString()![0] || parts[0].AsString() == "="))
            {
                throw new PatternException(sign == "=" || parts[0].AsString() == "=" || parts.Count > 4 ? "Too many elements in numeric expression" : $"Bad numeric range operator: {sign}", parts[i], PatternPlace.Read);
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
