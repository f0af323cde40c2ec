using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Variables of a block or call, within those around it.</summary>
internal sealed class Frame(Frame? outer)
{
    private readonly Dictionary<string, Json?> _values = new(StringComparer.Ordinal);

    public Json? this[string name]
    {
        get
        {
            for (var frame = this; frame is not null; frame = frame.Outer)
            {
                if (frame._values.TryGetValue(name, out var value))
                {
                    return value;
                }
            }
            return null;
        }
    }

    private Frame? Outer { get; } = outer;

    public void Bind(string name, Json? value) => _values[name] = value;
}
