namespace EventAi.Emulators.Kafka.State;

/// <summary>What leaves the log at its start: by age, by size, or because a client asked for it.</summary>
internal sealed partial class PartitionLog
{
    /// <summary>Deletes the segments that the topic's retention no longer keeps; gives their number.</summary>
    public int ApplyRetention()
    {
        lock (_appendLock)
        {
            if (_deleted)
            {
                return 0;
            }

            var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            if (_segments[^1].Size > 0 && (RollDue(now) || (_segments.Length == 1 && Expired(_segments[0], now))))
            {
                Roll();
            }

            var bytes = Bytes;
            var drop = 0;
            while (drop < _segments.Length - 1
                && (_segments[drop + 1].BaseOffset <= _deletedBefore || Expired(_segments[drop], now) || (Config.RetentionBytes >= 0 && bytes - _segments[drop].Size >= Config.RetentionBytes)))
            {
                bytes -= _segments[drop++].Size;
            }

            Drop(drop);
            return drop;
        }
    }

    /// <summary>Makes the offset the first that can be read, durably; -1 stands for the end. Segments that are wholly before it are deleted.</summary>
    /// <exception cref="IOException">The new start cannot be written.</exception>
    public KafkaError DeleteBefore(long offset)
    {
        lock (_appendLock)
        {
            if (_deleted)
            {
                return KafkaError.UnknownTopicOrPartition;
            }

            var start = offset == -1 ? _endOffset : offset;
            if (start < 0 || start > _endOffset)
            {
                return KafkaError.OffsetOutOfRange;
            }

            if (start <= StartOffset)
            {
                return KafkaError.None;
            }

            StartOffsetFile.Write(_directory, start);
            Volatile.Write(ref _deletedBefore, start);
            Drop(_segments.Skip(1).TakeWhile(next => next.BaseOffset <= start).Count());
            return KafkaError.None;
        }
    }

    private void Drop(int count)
    {
        var gone = _segments[..count];
        Volatile.Write(ref _segments, _segments[count..]);
        foreach (var segment in gone)
        {
            _dirty.Remove(segment);
            segment.Delete();
        }

        _producers.ForgetAborted(StartOffset);
        PublishLastStable();
    }

    private bool RollDue(long now) => now - _segments[^1].CreatedAt > Config.SegmentMs;

    private bool Expired(Segment segment, long now) =>
        Config.RetentionMs >= 0 && segment.MaxTimestamp.Timestamp >= 0 && now - segment.MaxTimestamp.Timestamp > Config.RetentionMs;
}
