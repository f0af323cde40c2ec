using System.Collections;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

/// <summary>An object whose members keep their order. Its maker fills it; nobody changes it once it is handed out.</summary>
public sealed class JsonObject : Json, IReadOnlyCollection<KeyValuePair<string, Json>>
{
    private const int SmallEnoughToScan = 8;

    private readonly List<KeyValuePair<string, Json>> _members;
    private Dictionary<string, int>? _index;

    public JsonObject() => _members = [];

    public JsonObject(JsonObject copied) => _members = [.. copied._members];

    public int Count => _members.Count;

    public override JsonKind Kind => JsonKind.Object;

    public IEnumerable<string> Names => _members.Select(static member => member.Key);

    public override Json? this[string name] => Find(name) is var index && index >= 0 ? _members[index].Value : null;

    /// <summary>Sets a member; one that is there keeps its place. An absent (null) value is left out.</summary>
    public void Add(string name, Json? value)
    {
        if (value is null)
        {
            return;
        }
        var index = Find(name);
        if (index >= 0)
        {
            _members[index] = new(name, value);
            return;
        }
        _index?.Add(name, _members.Count);
        _members.Add(new(name, value));
    }

    /// <summary>This object with one member more, or another value of it.</summary>
    public JsonObject With(string name, Json value) => new(this) { { name, value } };

    /// <summary>Only for the maker of this object.</summary>
    internal void Remove(string name)
    {
        if (Find(name) is var index && index >= 0)
        {
            _members.RemoveAt(index);
            _index = null;
        }
    }

    public bool Has(string name) => Find(name) >= 0;

    public IEnumerator<KeyValuePair<string, Json>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(Json? other)
        => other is JsonObject right && right.Count == Count && _members.TrueForAll(member => member.Value.Equals(right[member.Key]));

    private protected override int Measure()
        => 2 + Math.Max(0, _members.Count - 1) + _members.Sum(static member => JsonText.QuotedBytes(member.Key) + 1 + member.Value.Bytes);

    private int Find(string name)
    {
        if (_members.Count <= SmallEnoughToScan)
        {
            for (var i = 0; i < _members.Count; i++)
            {
                if (string.Equals(_members[i].Key, name, StringComparison.Ordinal))
                {
                    return i;
                }
            }
            return -1;
        }
        if (_index is null)
        {
            _index = new Dictionary<string, int>(_members.Count, StringComparer.Ordinal);
            for (var i = 0; i < _members.Count; i++)
            {
                _index.Add(_members[i].Key, i);
            }
        }
        return _index.GetValueOrDefault(name, -1);
    }
}
