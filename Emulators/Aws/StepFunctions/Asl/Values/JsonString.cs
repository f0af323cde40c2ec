namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

public sealed class JsonString(string value) : Json
{
    public string Value { get; } = value;

    public override JsonKind Kind => JsonKind.String;

    public override bool Equals(Json? other) => other is JsonString text && string.Equals(text.Value, Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    private protected override int Measure() => JsonText.QuotedBytes(Value);
}
