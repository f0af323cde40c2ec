using System.Collections;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

/// <summary>An array. Its maker fills it; nobody changes it once it is handed out.</summary>
public class JsonArray : Json, IReadOnlyList<Json>
{
    private readonly List<Json> _items;

    public JsonArray() => _items = [];

    public JsonArray(IEnumerable<Json> items) => _items = [.. items];

    public int Count => _items.Count;

    public override JsonKind Kind => JsonKind.Array;

    public Json this[int index] => _items[index];

    public void Add(Json item) => _items.Add(item);

    public IEnumerator<Json> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(Json? other) => other is JsonArray array && array._items.SequenceEqual(_items);

    private protected override int Measure() => 2 + Math.Max(0, _items.Count - 1) + _items.Sum(static item => item.Bytes);
}
