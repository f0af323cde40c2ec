namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>Points in the order of a payload value; one with several values comes several times, one without does not come.</summary>
internal static class FieldOrdering
{
    public static List<Hit> Sorted(PointTable points, FieldOrder order, IEnumerable<int> slots, int wanted)
    {
        if (points.Index(order.Key.Text) is not { HasRange: true } index)
        {
            throw StoreException.BadInput(
                $"No range index for `order_by` key: `{order.Key.Text}`. Please create one to use `order_by`. Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas support Range conditions");
        }
        var found = new List<(OrderValue Value, PointKey Id, int Slot)>();
        foreach (var slot in slots)
        {
            foreach (var value in index.OrderValues(points.Payload(slot)))
            {
                if (order.StartFrom is not { } start || (order.Descending ? value.Number <= start : value.Number >= start))
                {
                    found.Add((value, points.Id(slot), slot));
                }
            }
        }
        found.Sort(order.Descending ? (left, right) => Compare(right, left) : Compare);
        return [.. found.Take(wanted).Select(entry => new Hit(entry.Slot, 1, entry.Value))];
    }

    private static int Compare((OrderValue Value, PointKey Id, int Slot) left, (OrderValue Value, PointKey Id, int Slot) right)
        => left.Value.CompareTo(right.Value) is var order and not 0 ? order : left.Id.CompareTo(right.Id);
}
