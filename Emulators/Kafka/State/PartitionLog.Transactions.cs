namespace EventAi.Emulators.Kafka.State;

/// <summary>Transactions as the log sees them: markers end them, and what is not ended holds back the last stable offset.</summary>
internal sealed partial class PartitionLog
{
    /// <summary>The offset up to which read_committed consumers may read: the start of the transaction that has been open longest, or the end.</summary>
    public long LastStableOffset => Volatile.Read(ref _lastStableOffset);

    /// <summary>Ends a producer's open transaction; nothing happens when it has none here, so that this can be repeated.</summary>
    /// <exception cref="IOException">The marker cannot be written.</exception>
    public void EndTransaction(long producerId, short producerEpoch, bool commit)
    {
        lock (_appendLock)
        {
            if (_deleted || !_producers.IsOpen(producerId))
            {
                return;
            }

            var placed = Write(ControlBatch.Create(producerId, producerEpoch, commit, _time.GetUtcNow().ToUnixTimeMilliseconds()));
            _producers.RecordMarker(placed, commit);
            Publish(placed);
        }

        WakeReaders();
    }

    /// <summary>The producers with an open transaction here and the epochs that they wrote with.</summary>
    public IReadOnlyList<(long ProducerId, short Epoch)> OpenTransactions()
    {
        lock (_appendLock)
        {
            return _producers.Open();
        }
    }

    /// <inheritdoc cref="ProducerTable.All"/>
    public IReadOnlyList<(long ProducerId, short Epoch, ProducedBatch? Last, long OpenSince)> Producers()
    {
        lock (_appendLock)
        {
            return _producers.All();
        }
    }

    /// <summary>The aborted transactions of which something lies in the offsets from <paramref name="from"/> to before <paramref name="end"/>, by first offset.</summary>
    public IReadOnlyList<AbortedTransaction> Aborted(long from, long end)
    {
        lock (_appendLock)
        {
            return _producers.HasAborted ? [.. _producers.AbortedIn(from, end).OrderBy(a => a.FirstOffset)] : [];
        }
    }

    private void PublishLastStable() =>
        Volatile.Write(ref _lastStableOffset, Math.Max(_producers.FirstOpenOffset ?? _endOffset, Math.Min(StartOffset, _endOffset)));
}
