namespace EventAi.Emulators.Qdrant.State;

/// <summary>
/// The slots that hold each value of a field. Keyword, uuid, integer and bool indexes answer match conditions; the other types are recorded
/// and given back, their conditions look at the payload.
/// </summary>
internal sealed class FieldIndex(FieldIndexDefinition definition)
{
    private static readonly HashSet<int> Nothing = [];
    private readonly PayloadPath _path = PayloadPath.Parse(definition.Field);
    private readonly Dictionary<PayloadScalar, HashSet<int>> _slots = [];
    private readonly List<PayloadValue> _scratch = [];

    public FieldIndexDefinition Definition { get; } = definition;

    /// <summary>Number of points that have at least one indexed value; 0 for the types that are only recorded.</summary>
    public int Points { get; private set; }

    public bool Covers(IReadOnlySet<PayloadScalar> wanted) => wanted.All(value => value.Kind == IndexedKind);

    public HashSet<int> Slots(PayloadScalar value) => _slots.GetValueOrDefault(value, Nothing);

    public void Add(int slot, Payload payload)
    {
        var added = false;
        foreach (var value in Values(payload))
        {
            if (!_slots.TryGetValue(value, out var slots))
            {
                _slots[value] = slots = [];
            }
            slots.Add(slot);
            added = true;
        }
        Points += added ? 1 : 0;
    }

    public void Remove(int slot, Payload payload)
    {
        var removed = false;
        foreach (var value in Values(payload))
        {
            removed = true;
            if (_slots.TryGetValue(value, out var slots) && slots.Remove(slot) && slots.Count == 0)
            {
                _slots.Remove(value);
            }
        }
        Points -= removed ? 1 : 0;
    }

    private PayloadKind? IndexedKind
        => Definition.Type switch
        {
            FieldIndexType.Keyword or FieldIndexType.Uuid => PayloadKind.String,
            FieldIndexType.Integer => PayloadKind.Integer,
            FieldIndexType.Bool => PayloadKind.Boolean,
            _ => null,
        };

    private IEnumerable<PayloadScalar> Values(Payload payload)
    {
        _scratch.Clear();
        _path.Find(payload, _scratch);
        foreach (var value in _scratch)
        {
            if (value.Kind == PayloadKind.List)
            {
                foreach (var element in value.List)
                {
                    if (element.Kind == IndexedKind && PayloadScalar.TryFrom(element, out var scalar))
                    {
                        yield return scalar;
                    }
                }
            }
            else if (value.Kind == IndexedKind && PayloadScalar.TryFrom(value, out var scalar))
            {
                yield return scalar;
            }
        }
    }
}
