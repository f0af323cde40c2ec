namespace EventAi.Emulators.Qdrant.State;

/// <content>Segments: everything the collection holds, written while it goes on.</content>
internal sealed partial class Collection
{
    private readonly Lock _checkpointing = new();

    /// <summary>Has the log outgrown the segment, or is there a new graph that a start should not have to build?</summary>
    internal bool IsCheckpointDue => _files.IsCheckpointDue || (_files.HasLogged && Look(points => points.UnsavedNodes));

    /// <summary>Writes a segment if one is due; called where no graph is being built.</summary>
    internal void CheckpointIfDue()
    {
        if (IsCheckpointDue)
        {
            Checkpoint();
        }
    }

    private void Checkpoint()
    {
        lock (_checkpointing)
        {
            ulong sequence;
            lock (_writer)
            {
                if (_deleted)
                {
                    return;
                }
                sequence = _files.BeginCheckpoint();
                Change(points => points.IsFrozen = true);
            }
            try
            {
                _files.Checkpoint(this, sequence);
                Change(points => points.MarkSaved());
            }
            catch (IOException exception)
            {
                _files.CheckpointFailed(exception); // the logs still have everything
            }
            finally
            {
                lock (_writer)
                {
                    Change(points =>
                    {
                        points.IsFrozen = false;
                        points.Reclaim();
                    });
                }
            }
        }
    }

    /// <summary>
    /// While a segment is being written, the log says of every point that changes all there is to say: the segment may have an older state of
    /// it, or none where it moved to a slot that the segment does not cover.
    /// </summary>
    private List<Mutation> WholePoints(List<Mutation> mutations)
    {
        var whole = new List<Mutation>(mutations.Count);
        var changed = new Dictionary<PointKey, Mutation.PutPoint?>();
        foreach (var mutation in mutations)
        {
            switch (mutation)
            {
                case Mutation.PutPoint put:
                    changed[put.Id] = put;
                    whole.Add(put);
                    break;
                case Mutation.DropPoint drop:
                    changed[drop.Id] = null;
                    whole.Add(drop);
                    break;
                case Mutation.PutPayload put when Current(put.Id) is { } point:
                    Add(point with { Payload = put.Payload });
                    break;
                case Mutation.PutVectors put when Current(put.Id) is { } point:
                    Add(point with { Vectors = [.. point.Vectors.Where(old => !put.Vectors.Any(vector => vector.Name == old.Name)), .. put.Vectors] });
                    break;
                case Mutation.DropVectors drop when Current(drop.Id) is { } point:
                    Add(point with { Vectors = [.. point.Vectors.Where(old => !drop.Names.Contains(old.Name, StringComparer.Ordinal))] });
                    break;
                case Mutation.PutIndex or Mutation.DropIndex:
                    whole.Add(mutation);
                    break;
                default:
                    break; // a change to a point that is gone
            }
        }
        return whole;

        void Add(Mutation.PutPoint point)
        {
            changed[point.Id] = point;
            whole.Add(point);
        }

        Mutation.PutPoint? Current(PointKey id)
            => changed.TryGetValue(id, out var point) ? point
                : _points.TryFind(id, out var slot) ? new Mutation.PutPoint(
                    id, [.. _points.Vectors.Where(pair => pair.Value.Has(slot)).Select(pair => new NamedVector(pair.Key, pair.Value.Get(slot)))], _points.Payload(slot))
                : null;
    }
}
