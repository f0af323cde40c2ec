using System.Collections.Concurrent;
using EventAi.Emulators.Kafka.State.Groups;

namespace EventAi.Emulators.Kafka.State.Transactions;

/// <summary>
/// The transactions of all producers (KIP-98, KIP-360). A decision is durable before its first marker is written, and the markers are before the
/// journal says that the transaction is complete: after a crash whatever is decided is completed at the start, what is open runs into its timeout.
/// </summary>
internal sealed partial class TransactionCoordinator : IAsyncDisposable
{
    /// <summary>Longest timeout that a producer may ask for (transaction.max.timeout.ms).</summary>
    public const int MaxTimeoutMs = 900_000;

    private readonly ConcurrentDictionary<string, Transaction> _transactions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _saved = new(StringComparer.Ordinal);
    private readonly TopicStore _topics;
    private readonly GroupCoordinator _groups;
    private readonly ProducerIds _producerIds;
    private readonly Flusher _flusher;
    private readonly TimeProvider _time;
    private readonly Journal _journal;
    private readonly PeriodicTimer _timer;
    private readonly Action<string> _warn;
    private Task _ticking = Task.CompletedTask;

    public TransactionCoordinator(string path, TopicStore topics, GroupCoordinator groups, ProducerIds producerIds, Flusher flusher, TimeProvider time, Action<string> warn)
    {
        (_topics, _groups, _producerIds, _flusher, _time, _warn) = (topics, groups, producerIds, flusher, time, warn);
        _journal = new Journal(path, reader =>
        {
            var transaction = Transaction.Read(reader);
            _transactions[transaction.Id] = transaction;
            _saved[transaction.Id] = ((MemoryStream)reader.BaseStream).ToArray();
        });
        _timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), time);
        Recover();
    }

    public ICollection<string> Ids => _transactions.Keys;

    public void Start() => _ticking = TickAsync();

    /// <summary>Whether an open transaction is going to change the group's offset for the partition (UNSTABLE_OFFSET_COMMIT).</summary>
    public bool HasPendingOffset(string group, OffsetKey key)
    {
        foreach (var transaction in _transactions.Values.Where(t => t.State is TransactionState.Ongoing or TransactionState.PrepareCommit))
        {
            lock (transaction.Groups)
            {
                if (transaction.Groups.TryGetValue(group, out var offsets) && offsets.ContainsKey(key))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Null for an id that no producer has used.</summary>
    public async Task<TransactionDescription?> DescribeAsync(string id)
    {
        if (!_transactions.TryGetValue(id, out var transaction))
        {
            return null;
        }

        await transaction.Gate.WaitAsync();
        try
        {
            var open = transaction.State is TransactionState.Ongoing or TransactionState.PrepareCommit or TransactionState.PrepareAbort;
            return new TransactionDescription(
                id,
                transaction.State,
                transaction.ProducerId,
                transaction.Epoch,
                transaction.TimeoutMs,
                open ? transaction.StartedAt : -1,
                open ? _time.GetUtcNow().ToUnixTimeMilliseconds() - transaction.StartedAt : -1,
                [.. transaction.Partitions]);
        }
        finally
        {
            transaction.Gate.Release();
        }
    }

    /// <summary>Adds partitions to the producer's transaction, which begins with the first.</summary>
    public Task<KafkaError> AddPartitionsAsync(ProducerIdentity producer, IReadOnlyCollection<TransactionPartition> partitions) =>
        ChangeAsync(producer, transaction =>
        {
            Begin(transaction);
            transaction.Partitions.UnionWith(partitions);
            return KafkaError.None;
        });

    /// <summary>Announces that offsets of the group will be committed with the transaction.</summary>
    public Task<KafkaError> AddGroupAsync(ProducerIdentity producer, string group) =>
        ChangeAsync(producer, transaction =>
        {
            Begin(transaction);
            lock (transaction.Groups)
            {
                transaction.Groups.TryAdd(group, []);
            }

            return KafkaError.None;
        });

    /// <summary>Keeps offsets that the group gets when the transaction commits.</summary>
    public Task<KafkaError> AddOffsetsAsync(ProducerIdentity producer, string group, IReadOnlyCollection<KeyValuePair<OffsetKey, CommittedOffset>> offsets) =>
        ChangeAsync(producer, transaction =>
        {
            lock (transaction.Groups)
            {
                if (transaction.State != TransactionState.Ongoing || !transaction.Groups.TryGetValue(group, out var pending))
                {
                    return KafkaError.InvalidTxnState;
                }

                foreach (var (key, offset) in offsets)
                {
                    pending[key] = offset;
                }

                return KafkaError.None;
            }
        });

    /// <summary>
    /// Appends a transactional batch, provided that its partition is in its producer's open transaction: nothing can come behind the marker
    /// that ends it (KIP-890).
    /// </summary>
    public async Task<AppendResult> AppendAsync(string? transactionalId, TransactionPartition partition, PartitionLog log, Memory<byte> batch)
    {
        if (transactionalId is null || !_transactions.TryGetValue(transactionalId, out var transaction))
        {
            return new AppendResult(KafkaError.InvalidProducerIdMapping);
        }

        await transaction.Gate.WaitAsync();
        try
        {
            var header = new BatchHeader(batch.Span);
            return header.ProducerId != transaction.ProducerId ? new AppendResult(KafkaError.InvalidProducerIdMapping)
                : header.ProducerEpoch != transaction.Epoch ? new AppendResult(KafkaError.InvalidProducerEpoch)
                : transaction.State != TransactionState.Ongoing || !transaction.Partitions.Contains(partition)
                    ? new AppendResult(KafkaError.InvalidTxnState, Message: "The partition is not in an open transaction of the producer.")
                : log.Append(batch.Span);
        }
        finally
        {
            transaction.Gate.Release();
        }
    }

    /// <summary>Commits or aborts the open transaction. Asking again for what was done is fine.</summary>
    public async Task<KafkaError> EndAsync(ProducerIdentity producer, bool commit)
    {
        if (!_transactions.TryGetValue(producer.TransactionalId, out var transaction))
        {
            return KafkaError.InvalidProducerIdMapping;
        }

        await transaction.Gate.WaitAsync();
        try
        {
            if (Check(transaction, producer) is var error and not KafkaError.None)
            {
                return error;
            }

            switch (transaction.State)
            {
                case TransactionState.Ongoing:
                    await DecideAsync(transaction, commit);
                    return KafkaError.None;
                case TransactionState.CompleteCommit when commit:
                case TransactionState.CompleteAbort when !commit:
                    return KafkaError.None;
                default:
                    return KafkaError.InvalidTxnState;
            }
        }
        catch (IOException e)
        {
            return Failed(transaction, e);
        }
        finally
        {
            transaction.Gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _ticking;
        _journal.Dispose();
    }

    private static KafkaError Check(Transaction transaction, ProducerIdentity producer) =>
        producer.ProducerId != transaction.ProducerId ? KafkaError.InvalidProducerIdMapping
        : producer.Epoch != transaction.Epoch ? KafkaError.ProducerFenced
        : transaction.State is TransactionState.PrepareCommit or TransactionState.PrepareAbort ? KafkaError.ConcurrentTransactions
        : KafkaError.None;

    private async Task<KafkaError> ChangeAsync(ProducerIdentity producer, Func<Transaction, KafkaError> change)
    {
        if (!_transactions.TryGetValue(producer.TransactionalId, out var transaction))
        {
            return KafkaError.InvalidProducerIdMapping;
        }

        await transaction.Gate.WaitAsync();
        try
        {
            var error = Check(transaction, producer);
            error = error == KafkaError.None ? change(transaction) : error;
            if (error == KafkaError.None)
            {
                Save(transaction);
                await _flusher.Durable(_journal);
            }

            return error;
        }
        catch (IOException e)
        {
            return Failed(transaction, e);
        }
        finally
        {
            transaction.Gate.Release();
        }
    }

    private void Begin(Transaction transaction)
    {
        if (transaction.State != TransactionState.Ongoing)
        {
            transaction.State = TransactionState.Ongoing;
            transaction.StartedAt = _time.GetUtcNow().ToUnixTimeMilliseconds();
        }
    }

    private KafkaError Failed(Transaction transaction, IOException e)
    {
        _warn($"Transaction {transaction.Id}: {e.Message}");
        return KafkaError.CoordinatorNotAvailable;
    }

    private void Save(Transaction transaction)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        transaction.Write(writer);
        var entry = _saved[transaction.Id] = memory.ToArray();

        // A rewritten journal takes the others as they were saved last: they may be changing just now.
        _journal.Append(w => w.Write(entry), () => _saved.Values.Select(saved => (Action<BinaryWriter>)(w => w.Write(saved))));
    }
}
