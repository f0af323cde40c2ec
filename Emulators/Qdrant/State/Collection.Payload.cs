namespace EventAi.Emulators.Qdrant.State;

/// <content>Changing payloads. An id that does not exist fails the operation.</content>
internal sealed partial class Collection
{
    /// <summary>Sets keys and leaves the others; with a path, inside the object there.</summary>
    public ulong SetPayload(PointSelection selection, Payload payload, PayloadPath? path)
    {
        var names = path is null ? [] : Names(path);
        return ChangePayload(selection, old => PayloadEditor.Merge(old, payload, names));
    }

    /// <summary>Replaces the whole payload, or with a path the object there.</summary>
    public ulong OverwritePayload(PointSelection selection, Payload payload, PayloadPath? path)
        => path is null ? ChangePayload(selection, _ => payload)
            : ChangePayload(selection, old => PayloadEditor.Merge(PayloadEditor.Remove(old, Names(path)), payload, Names(path)));

    public ulong DeletePayload(PointSelection selection, IReadOnlyList<PayloadPath> keys)
    {
        var paths = keys.Select(Names).ToList();
        return ChangePayload(selection, old => paths.Aggregate(old, PayloadEditor.Remove));
    }

    public ulong ClearPayload(PointSelection selection) => ChangePayload(selection, _ => Payload.Empty);

    private ulong ChangePayload(PointSelection selection, Func<Payload, Payload> change)
        => Write(() =>
        {
            var mutations = new List<Mutation>();
            var done = new HashSet<PointKey>();
            foreach (var id in Select(selection, missingIsError: true))
            {
                if (done.Add(id) && _points.TryFind(id, out var slot))
                {
                    mutations.Add(new Mutation.PutPayload(id, change(_points.Payload(slot))));
                }
            }
            return mutations;
        });

    private static IReadOnlyList<string> Names(PayloadPath path)
        => path.Names() ?? throw StoreException.Unsupported($"Changing payload inside an array (`{path.Text}`)");
}
