namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>
/// The slots that hold each value of a field: keyword, uuid, integer and bool indexes by value, text indexes by token, integer, float and
/// datetime indexes by size. Conditions on places look at the payload, whatever the index holds.
/// </summary>
internal sealed class FieldIndex(FieldIndexDefinition definition)
{
    private readonly PayloadPath _path = PayloadPath.Parse(definition.Field);
    private readonly Dictionary<PayloadScalar, SlotSet> _slots = [];
    private readonly RangeEntries _numbers = new();

    public FieldIndexDefinition Definition { get; } = definition;

    /// <summary>Number of points that have at least one indexed value.</summary>
    public int Points { get; private set; }

    /// <summary>Answers range conditions and orders.</summary>
    public bool HasRange => Definition.Type is FieldIndexType.Float or FieldIndexType.Datetime || (Definition.Type == FieldIndexType.Integer && Definition.Range);

    /// <summary>Answers match conditions and facets.</summary>
    public bool HasLookup
        => Definition.Type is FieldIndexType.Keyword or FieldIndexType.Uuid or FieldIndexType.Bool || (Definition.Type == FieldIndexType.Integer && Definition.Lookup);

    public bool HasText => Definition.Type == FieldIndexType.Text;

    /// <summary>The indexed values and how many points hold each.</summary>
    public IEnumerable<(PayloadScalar Value, int Points)> Counts => _slots.Select(pair => (pair.Key, pair.Value.Count));

    public bool Covers(IReadOnlySet<PayloadScalar> wanted) => HasLookup && wanted.All(value => value.Kind == IndexedKind);

    public SlotSet Slots(PayloadScalar value) => _slots.GetValueOrDefault(value, SlotSet.Empty);

    /// <summary>The slots between the bounds, or null where they are so many that looking at every point is no worse.</summary>
    public SlotSet? Slots(double from, double to, int points)
        => HasRange && _numbers.Estimate(from, to) <= points / 2 ? _numbers.Slots(from, to) : null;

    public void Add(int slot, Payload payload)
    {
        var added = false;
        foreach (var value in Values(payload))
        {
            added = true;
            foreach (var key in Keys(value))
            {
                if (!_slots.TryGetValue(key, out var slots))
                {
                    _slots[key] = slots = [];
                }
                slots.Add(slot);
            }
            if (HasRange && OrderValue(value) is { } order)
            {
                _numbers.Add(order.Number, slot);
            }
        }
        Points += added ? 1 : 0;
    }

    public void Remove(int slot, Payload payload)
    {
        var removed = false;
        foreach (var value in Values(payload))
        {
            removed = true;
            foreach (var key in Keys(value))
            {
                if (_slots.TryGetValue(key, out var slots) && slots.Remove(slot) && slots.Count == 0)
                {
                    _slots.Remove(key);
                }
            }
        }
        Points -= removed ? 1 : 0;
    }

    /// <summary>The values of a payload by which points can be ordered.</summary>
    public IEnumerable<OrderValue> OrderValues(Payload payload) => Values(payload).Select(OrderValue).OfType<OrderValue>();

    /// <summary>The values of a payload that match conditions compare.</summary>
    public IEnumerable<PayloadScalar> Scalars(Payload payload) => Values(payload).SelectMany(Keys);

    private PayloadKind? IndexedKind
        => Definition.Type switch
        {
            FieldIndexType.Keyword or FieldIndexType.Uuid => PayloadKind.String,
            FieldIndexType.Integer => PayloadKind.Integer,
            FieldIndexType.Bool => PayloadKind.Boolean,
            _ => null,
        };

    private IEnumerable<PayloadValue> Values(Payload payload)
    {
        var found = new List<PayloadValue>();
        _path.Find(payload, found);
        foreach (var value in found)
        {
            if (value.Kind != PayloadKind.List)
            {
                if (IsIndexed(value))
                {
                    yield return value;
                }
                continue;
            }
            foreach (var element in value.List)
            {
                if (IsIndexed(element))
                {
                    yield return element;
                }
            }
        }
    }

    private bool IsIndexed(PayloadValue value)
        => Definition.Type switch
        {
            FieldIndexType.Float => value.Kind is PayloadKind.Double or PayloadKind.Integer,
            FieldIndexType.Text => value.Kind == PayloadKind.String,
            FieldIndexType.Datetime => value.Kind == PayloadKind.String && PayloadTime.TryParse(value.String, out _),
            FieldIndexType.Geo => GeoShape.TryPoint(value, out _),
            FieldIndexType.Uuid => value.Kind == PayloadKind.String && Guid.TryParse(value.String, out _),
            _ => value.Kind == IndexedKind,
        };

    private IEnumerable<PayloadScalar> Keys(PayloadValue value)
        => HasText ? Definition.Text.Tokens(value.String).Select(PayloadScalar.From)
            : HasLookup && PayloadScalar.TryFrom(value, out var scalar) ? [scalar]
            : [];

    private OrderValue? OrderValue(PayloadValue value)
        => Definition.Type switch
        {
            FieldIndexType.Integer => Querying.OrderValue.From(value.Integer),
            FieldIndexType.Float => Querying.OrderValue.From(value.Kind == PayloadKind.Integer ? value.Integer : value.Double),
            FieldIndexType.Datetime when PayloadTime.TryParse(value.String, out var time) => Querying.OrderValue.From(PayloadTime.Microseconds(time)),
            _ => null,
        };
}
