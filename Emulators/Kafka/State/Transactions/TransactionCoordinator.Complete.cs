namespace EventAi.Emulators.Kafka.State.Transactions;

/// <summary>How a transaction ends: decision, markers and offsets, completion; by its producer, by its timeout, or by the start after a crash.</summary>
internal sealed partial class TransactionCoordinator
{
    /// <summary>Called with the gate held.</summary>
    private async Task DecideAsync(Transaction transaction, bool commit)
    {
        transaction.State = commit ? TransactionState.PrepareCommit : TransactionState.PrepareAbort;
        Save(transaction);
        await _flusher.Durable(_journal);
        await CompleteAsync(transaction);
    }

    /// <summary>Does what was decided; every step can be repeated.</summary>
    private async Task CompleteAsync(Transaction transaction)
    {
        var commit = transaction.State == TransactionState.PrepareCommit;
        var written = new List<Task>();
        foreach (var (topic, partition) in transaction.Partitions)
        {
            if (_topics.Find(topic)?.Partition(partition) is { } log)
            {
                log.EndTransaction(transaction.ProducerId, transaction.Epoch, commit);
                written.Add(_flusher.Durable(log));
            }
        }

        if (commit)
        {
            foreach (var (group, offsets) in transaction.Groups)
            {
                _groups.Offsets.Commit(group, [.. offsets.Where(o => _topics.Find(o.Key.Topic, o.Key.Partition) is not null)]);
                written.Add(_flusher.Durable(_groups.Offsets.Durability));
            }
        }

        await Task.WhenAll(written);
        transaction.State = commit ? TransactionState.CompleteCommit : TransactionState.CompleteAbort;
        transaction.Partitions.Clear();
        lock (transaction.Groups)
        {
            transaction.Groups.Clear();
        }

        Save(transaction);
    }

    /// <summary>Completes what was decided, and ends what is open in a partition without a transaction that knows of it (the journal's end was lost with the power).</summary>
    private void Recover()
    {
        foreach (var transaction in _transactions.Values.Where(t => t.State is TransactionState.PrepareCommit or TransactionState.PrepareAbort))
        {
            CompleteAsync(transaction).GetAwaiter().GetResult();
        }

        var known = _transactions.Values.Where(t => t.State == TransactionState.Ongoing)
            .SelectMany(t => t.Partitions.Select(p => (t.ProducerId, p)))
            .ToHashSet();
        foreach (var topic in _topics.All)
        {
            for (var partition = 0; partition < topic.Partitions.Count; partition++)
            {
                var log = topic.Partitions[partition];
                foreach (var (producer, epoch) in log.OpenTransactions().Where(o => !known.Contains((o.ProducerId, new TransactionPartition(topic.Id, partition)))))
                {
                    _warn($"{topic.Name}-{partition}: a transaction of producer {producer} that no coordinator knows is aborted.");
                    log.EndTransaction(producer, epoch, commit: false);
                }
            }
        }
    }

    private async Task TickAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            foreach (var transaction in _transactions.Values.Where(t => t.State != TransactionState.Empty))
            {
                await ExpireAsync(transaction);
            }
        }
    }

    /// <summary>Aborts a transaction that is open for too long, with an epoch that fences its producer; finishes one that an error kept from completing.</summary>
    private async Task ExpireAsync(Transaction transaction)
    {
        await transaction.Gate.WaitAsync();
        try
        {
            if (transaction.State is TransactionState.PrepareCommit or TransactionState.PrepareAbort)
            {
                await CompleteAsync(transaction);
            }
            else if (transaction.State == TransactionState.Ongoing && _time.GetUtcNow().ToUnixTimeMilliseconds() - transaction.StartedAt > transaction.TimeoutMs)
            {
                transaction.LastEpoch = -1;
                BumpEpoch(transaction);
                await DecideAsync(transaction, commit: false);
            }
        }
        catch (IOException e)
        {
            Failed(transaction, e);
        }
        finally
        {
            transaction.Gate.Release();
        }
    }
}
