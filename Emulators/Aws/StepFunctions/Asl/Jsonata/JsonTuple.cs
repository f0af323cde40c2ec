using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>An item within a path that binds variables: the item under "@", the variables under their names.</summary>
internal sealed class JsonTuple(Dictionary<string, Json> values) : Json
{
    public Dictionary<string, Json> Values { get; } = values;

    public Json? Item => Values.GetValueOrDefault("@");

    public static JsonTuple Of(Json? item)
    {
        var values = new Dictionary<string, Json>(StringComparer.Ordinal);
        if (item is not null)
        {
            values.Add("@", item);
        }
        return new JsonTuple(values);
    }

    public override JsonKind Kind => JsonKind.Object;

    public override bool Equals(Json? other) => ReferenceEquals(this, other);

    private protected override int Measure() => 2;
}
