using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>The variables of one scope: a branch or iteration sees those around it and cannot change them.</summary>
internal sealed class Variables(Variables? outer)
{
    private Dictionary<string, Json>? _values;

    public Json? this[string name] => _values is not null && _values.TryGetValue(name, out var value) ? value : outer?[name];

    public void Set(string name, Json value) => (_values ??= new(StringComparer.Ordinal))[name] = value;

    /// <summary>All that are visible, inner ones hiding outer ones.</summary>
    public Dictionary<string, Json> Visible()
    {
        var visible = outer?.Visible() ?? new(StringComparer.Ordinal);
        foreach (var (name, value) in _values ?? [])
        {
            visible[name] = value;
        }
        return visible;
    }
}
