namespace EventAi.Emulators.Kafka.State;

/// <summary>The transactions of one partition: which are open, and since which offset; which were aborted, and over which offsets.</summary>
internal sealed partial class ProducerTable
{
    private readonly Dictionary<long, long> _open = [];

    /// <summary>In the order of their markers, and so of <see cref="AbortedTransaction.LastOffset"/>.</summary>
    private readonly List<AbortedTransaction> _aborted = [];

    /// <summary>First offset of the transaction that has been open longest; null when none is open.</summary>
    public long? FirstOpenOffset => _open.Count == 0 ? null : _open.Values.Min();

    public bool HasAborted => _aborted.Count > 0;

    public IReadOnlyList<AbortedTransaction> Aborted => _aborted;

    public bool IsOpen(long producerId) => _open.ContainsKey(producerId);

    /// <summary>The producers with an open transaction and the epochs that they wrote with.</summary>
    public IReadOnlyList<(long ProducerId, short Epoch)> Open() => [.. _open.Keys.Select(id => (id, _producers[id].Epoch))];

    /// <summary>
    /// Ends a producer's transaction at the offset of its marker. A marker of a later epoch (the coordinator fenced the producer) makes that
    /// epoch the producer's, so that what the fenced one still sends is refused.
    /// </summary>
    public void RecordMarker(in BatchHeader marker, bool commit)
    {
        if (!_producers.TryGetValue(marker.ProducerId, out var entry))
        {
            _producers[marker.ProducerId] = entry = new ProducerEntry { Epoch = marker.ProducerEpoch };
        }

        if (marker.ProducerEpoch > entry.Epoch)
        {
            entry.Epoch = marker.ProducerEpoch;
            entry.Batches.Clear();
        }

        if (entry.OpenSince < 0)
        {
            return;
        }

        if (!commit)
        {
            _aborted.Add(new AbortedTransaction(marker.ProducerId, entry.OpenSince, marker.BaseOffset));
        }

        entry.OpenSince = -1;
        _open.Remove(marker.ProducerId);
    }

    /// <summary>The aborted transactions that have something in the offsets from <paramref name="from"/> to before <paramref name="end"/>.</summary>
    public List<AbortedTransaction> AbortedIn(long from, long end)
    {
        var found = new List<AbortedTransaction>();
        for (var i = FirstEndingAt(from); i < _aborted.Count; i++)
        {
            if (_aborted[i].FirstOffset < end)
            {
                found.Add(_aborted[i]);
            }
        }

        return found;
    }

    /// <summary>Forgets the aborted transactions that ended before the start of the log.</summary>
    public void ForgetAborted(long startOffset) => _aborted.RemoveRange(0, FirstEndingAt(startOffset));

    private int FirstEndingAt(long offset)
    {
        var (low, high) = (0, _aborted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_aborted[middle].LastOffset < offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void WriteAborted(BinaryWriter writer)
    {
        writer.Write(_aborted.Count);
        foreach (var (producerId, first, last) in _aborted)
        {
            writer.Write(producerId);
            writer.Write(first);
            writer.Write(last);
        }
    }

    private void ReadAborted(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            _aborted.Add(new AbortedTransaction(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64()));
        }
    }
}
