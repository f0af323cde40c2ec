using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>The variables of one scope: a branch or iteration sees those around it and cannot change them.</summary>
internal sealed class Variables(Variables? outer)
{
    /// <summary>UTF-8 bytes that the stored variables of an execution may have (Step Functions quotas); a branch counts its own and those around it.</summary>
    private const long Largest = 10 * 1024 * 1024;

    private Dictionary<string, Json>? _values;
    private long _bytes;

    public Json? this[string name] => _values is not null && _values.TryGetValue(name, out var value) ? value : outer?[name];

    private long Bytes => _bytes + (outer?.Bytes ?? 0);

    /// <summary>Whether there is room for these values in place of those of the same names.</summary>
    public bool Fits(JsonObject values) => Bytes + values.Sum(value => (long)value.Value.Bytes - OwnBytes(value.Key)) <= Largest;

    public void Set(string name, Json value)
    {
        _bytes += value.Bytes - OwnBytes(name);
        (_values ??= new(StringComparer.Ordinal))[name] = value;
    }

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

    private int OwnBytes(string name) => _values is not null && _values.TryGetValue(name, out var value) ? value.Bytes : 0;
}
