namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

public sealed class JsonNull : Json
{
    internal JsonNull()
    {
    }

    public override JsonKind Kind => JsonKind.Null;

    public override bool Equals(Json? other) => other is JsonNull;

    private protected override int Measure() => 4;
}
