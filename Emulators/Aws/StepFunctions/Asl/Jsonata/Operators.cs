using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Operators of two operands.</summary>
internal static class Operators
{
    private const int MostItems = 10_000_000;

    public static Json? Apply(Evaluator evaluator, Node node, Json? input, Frame frame)
    {
        var left = evaluator.Evaluate(node.Left!, input, frame);
        switch (node.Text)
        {
            case "and":
                return Truth.Of(left) && Truth.Of(evaluator.Evaluate(node.Right!, input, frame));
            case "or":
                return Truth.Of(left) || Truth.Of(evaluator.Evaluate(node.Right!, input, frame));
        }
        var right = evaluator.Evaluate(node.Right!, input, frame);
        switch (node.Text)
        {
            case "=":
                return left is not null && right is not null && left.Equals(right);
            case "!=":
                return left is not null && right is not null && !left.Equals(right);
            case "in":
                return left is not null && right is not null && (right as JsonArray ?? [right]).Any(item => item is not (JsonArray or JsonObject) && item.Equals(left));
            case "&":
                return TextLibrary.ToText(left, pretty: false) + TextLibrary.ToText(right, pretty: false);
            case "..":
                return Range(left, right);
            case "<" or "<=" or ">" or ">=":
                return Compare(node.Text, left, right);
            default:
                return Calculate(node.Text, left, right);
        }
    }

    private static Json? Calculate(string sign, Json? left, Json? right)
    {
        if (left is not (null or JsonNumber))
        {
            throw new JsonataException("T2001", $"The left side of the \"{sign}\" operator must evaluate to a number");
        }
        if (right is not (null or JsonNumber))
        {
            throw new JsonataException("T2002", $"The right side of the \"{sign}\" operator must evaluate to a number");
        }
        if (left is null || right is null)
        {
            return null;
        }
        var (a, b) = (Finite(left), Finite(right));
        var result = sign switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            _ => a % b,
        };
        // An infinite result is a value until something wants to calculate with it, or to write it.
        return double.IsNaN(result) ? throw JsonataException.OutOfRange(result) : result;
    }

    private static double Finite(Json number) => number.AsNumber() is { } value && double.IsFinite(value) ? value : throw JsonataException.OutOfRange(number.AsNumber() ?? 0);

    private static Json? Compare(string sign, Json? left, Json? right)
    {
        if (left is not (null or JsonNumber or JsonString) || right is not (null or JsonNumber or JsonString))
        {
            throw new JsonataException("T2010", $"The expressions either side of operator \"{sign}\" must evaluate to numeric or string values");
        }
        if (left is null || right is null)
        {
            return null;
        }
        if (left.Kind != right.Kind)
        {
            throw new JsonataException("T2009", $"The values {left.Text} and {right.Text} either side of operator \"{sign}\" must be of the same data type");
        }
        var order = left is JsonNumber number ? number.Value.CompareTo(right.AsNumber()!.Value) : string.CompareOrdinal(left.AsString(), right.AsString());
        return sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static Json? Range(Json? left, Json? right)
    {
        if (left is not (null or JsonNumber { IsWhole: true }))
        {
            throw new JsonataException("T2003", "The left side of the range operator (..) must evaluate to an integer");
        }
        if (right is not (null or JsonNumber { IsWhole: true }))
        {
            throw new JsonataException("T2004", "The right side of the range operator (..) must evaluate to an integer");
        }
        if (left is null || right is null)
        {
            return null;
        }
        var (first, last) = (left.AsNumber()!.Value, right.AsNumber()!.Value);
        if (first > last)
        {
            return null;
        }
        if (last - first + 1 > MostItems)
        {
            throw new JsonataException("D2014", $"The size of the sequence allocated by the range operator (..) must not exceed 1e7.  Attempted to allocate {last - first + 1}.");
        }
        var range = new Sequence();
        for (var value = first; value <= last; value++)
        {
            range.Add(value);
        }
        return range;
    }
}
