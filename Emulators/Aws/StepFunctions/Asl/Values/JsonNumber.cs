using System.Globalization;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

/// <summary>A number: as it was written where it was read (1.0 stays 1.0), as JavaScript writes it where it was computed.</summary>
public sealed class JsonNumber(double value, string? written = null) : Json
{
    private string? _written = written;

    public double Value { get; } = value;

    public string Written => _written ??= Format(Value);

    public bool IsWhole => Value == Math.Floor(Value) && !double.IsInfinity(Value);

    public override JsonKind Kind => JsonKind.Number;

    public override bool Equals(Json? other) => other is JsonNumber number && number.Value.Equals(Value);

    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>ECMAScript's Number::toString.</summary>
    public static string Format(double value)
    {
        if (value == 0)
        {
            return "0";
        }
        var size = Math.Abs(value);
        if (size < 1e15 && value == Math.Floor(value))
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        }
        if (size is >= 1e-6 and < 1e21)
        {
            var plain = value.ToString("R", CultureInfo.InvariantCulture);
            return plain.Contains('E') ? ((decimal)value).ToString("0.############################", CultureInfo.InvariantCulture) : plain;
        }
        var parts = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        return parts.Length == 1 ? parts[0] : $"{parts[0]}e{(parts[1][0] == '-' ? "-" : "+")}{parts[1].TrimStart('+', '-').TrimStart('0')}";
    }

    private protected override int Measure() => Written.Length;
}
