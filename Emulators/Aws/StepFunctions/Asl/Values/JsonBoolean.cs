namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

public sealed class JsonBoolean : Json
{
    internal JsonBoolean(bool value) => Value = value;

    public bool Value { get; }

    public override JsonKind Kind => JsonKind.Boolean;

    public override bool Equals(Json? other) => other is JsonBoolean boolean && boolean.Value == Value;

    private protected override int Measure() => Value ? 4 : 5;
}
