using System.Globalization;
using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Numeric and aggregation functions.</summary>
internal static partial class NumberLibrary
{
    public static void AddTo(AddFunction add)
    {
        add("number", "<(nsb)-:n>", static (a, _, _) => a[0] is null ? null : ToNumber(a[0]!));
        add("abs", "<n-:n>", static (a, _, _) => Map(a[0], Math.Abs));
        add("floor", "<n-:n>", static (a, _, _) => Map(a[0], Math.Floor));
        add("ceil", "<n-:n>", static (a, _, _) => Map(a[0], Math.Ceiling));
        add("round", "<n-n?:n>", static (a, _, _) => Map(a[0], value => Round(value, (int)(a[1]?.AsNumber() ?? 0))));
        add("power", "<n-n:n>", static (a, _, _) => Map(a[0], value => Finite(Math.Pow(value, a[1]!.AsNumber()!.Value), "D3061", "The power function has resulted in a value that cannot be represented as a JSON number")));
        add("sqrt", "<n-:n>", static (a, _, _) => Map(a[0], static value => value < 0 ? throw new JsonataException("D3060", $"The sqrt function cannot be applied to a negative number: {JsonNumber.Format(value)}") : Math.Sqrt(value)));
        add("formatBase", "<n-n?:s>", static (a, _, _) => a[0] is null ? null : FormatBase(a[0]!.AsNumber()!.Value, a[1]?.AsNumber() ?? 10));
        add("formatNumber", "<n-so?:s>", static (a, _, _) => a[0] is null ? null : NumberPicture.Format(a[0]!.AsNumber()!.Value, a[1]!.AsString()!, a[2] as JsonObject));
        add("formatInteger", "<n-s:s>", static (a, _, _) => a[0] is null ? null : IntegerPicture.Format(a[0]!.AsNumber()!.Value, a[1]!.AsString()!));
        add("parseInteger", "<s-s:n>", static (a, _, _) => a[0] is null ? null : IntegerPicture.Parse(a[0]!.AsString()!, a[1]!.AsString()!));
        add("sum", "<a<n>:n>", static (a, _, _) => Numbers(a[0])?.Sum());
        add("max", "<a<n>:n>", static (a, _, _) => Numbers(a[0]) is { Count: > 0 } numbers ? numbers.Max() : null);
        add("min", "<a<n>:n>", static (a, _, _) => Numbers(a[0]) is { Count: > 0 } numbers ? numbers.Min() : null);
        add("average", "<a<n>:n>", static (a, _, _) => Numbers(a[0]) is { Count: > 0 } numbers ? numbers.Average() : null);
    }

    private static Json? Map(Json? value, Func<double, double> function) => value is null ? null : function(value.AsNumber()!.Value);

    private static List<double>? Numbers(Json? value) => (value as JsonArray)?.OfType<JsonNumber>().Select(static number => number.Value).ToList();

    private static double Finite(double value, string code, string message) => double.IsFinite(value) ? value : throw new JsonataException(code, message);

    private static Json ToNumber(Json value)
    {
        switch (value)
        {
            case JsonNumber:
                return value;
            case JsonBoolean boolean:
                return boolean.Value ? 1 : 0;
            case JsonString text when Decimal().IsMatch(text.Value):
                return Finite(double.Parse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture), "D3030", $"Unable to cast value to a number: {value.Text}");
            case JsonString text when Radix().IsMatch(text.Value):
                var radix = text.Value[1] switch { 'x' or 'X' => 16, 'o' or 'O' => 8, _ => 2 };
                return (double)Convert.ToUInt64(text.Value[2..], radix);
            default:
                throw new JsonataException("D3030", $"Unable to cast value to a number: {value.Text}");
        }
    }

    /// <summary>Half to even.</summary>
    public static double Round(double value, int digits)
    {
        if (!(Math.Abs(value) <= 1e15) || Math.Abs(digits) > 15)
        {
            return value;
        }
        var scale = 1m;
        for (var i = 0; i < Math.Abs(digits); i++)
        {
            scale *= 10;
        }
        var exact = (decimal)value;
        return (double)(digits >= 0 ? Math.Round(exact * scale, MidpointRounding.ToEven) / scale : Math.Round(exact / scale, MidpointRounding.ToEven) * scale);
    }

    private static Json FormatBase(double value, double radix)
    {
        var by = (int)Math.Round(radix, MidpointRounding.ToEven);
        if (by is < 2 or > 36)
        {
            throw new JsonataException("D3100", $"The radix of the formatBase function must be between 2 and 36.  It was given {by}");
        }
        if (!(Math.Abs(value) < 9e18))
        {
            throw JsonataException.OutOfRange(value);
        }
        var whole = (long)Math.Round(value, MidpointRounding.ToEven);
        var digits = "";
        for (var rest = Math.Abs(whole); rest > 0 || digits.Length == 0; rest /= by)
        {
            digits = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % by)] + digits;
        }
        return whole < 0 ? "-" + digits : digits;
    }

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decimal();

    [GeneratedRegex("^(0[xX][0-9A-Fa-f]{1,16})|(0[oO][0-7]{1,21})|(0[bB][01]{1,64})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Radix();
}
