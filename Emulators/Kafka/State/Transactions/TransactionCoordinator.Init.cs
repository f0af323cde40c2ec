namespace EventAi.Emulators.Kafka.State.Transactions;

/// <summary>Who may write under a transactional id: the last that asked.</summary>
internal sealed partial class TransactionCoordinator
{
    /// <summary>
    /// Gives a transactional id's producer its id and epoch. An open transaction is aborted, and the epoch rises, so that whoever had the id before is fenced.
    /// A producer that names the id and epoch it had (KIP-360) gets a higher epoch if it is still the current one.
    /// </summary>
    public async Task<InitResult> InitAsync(ProducerIdentity producer, int timeoutMs)
    {
        if (producer.TransactionalId.Length == 0)
        {
            return new InitResult(KafkaError.InvalidRequest);
        }

        if (timeoutMs is <= 0 or > MaxTimeoutMs)
        {
            return new InitResult(KafkaError.InvalidTransactionTimeout);
        }

        var transaction = _transactions.GetOrAdd(producer.TransactionalId, static id => new Transaction(id));
        await transaction.Gate.WaitAsync();
        try
        {
            if (transaction.State is TransactionState.PrepareCommit or TransactionState.PrepareAbort)
            {
                return new InitResult(KafkaError.ConcurrentTransactions);
            }

            if (producer.ProducerId >= 0 && transaction.ProducerId >= 0 && (producer.ProducerId, producer.Epoch) != (transaction.ProducerId, transaction.Epoch))
            {
                // The answer to the last bump was lost: the same again. Otherwise another producer has taken over.
                var asksAgain = (producer.ProducerId, producer.Epoch) == (transaction.LastProducerId, transaction.LastEpoch) && transaction.State == TransactionState.Empty;
                return asksAgain
                    ? new InitResult(KafkaError.None, transaction.ProducerId, transaction.Epoch)
                    : new InitResult(KafkaError.ProducerFenced);
            }

            var (before, epochBefore) = (transaction.ProducerId, transaction.Epoch);
            if (before < 0)
            {
                (transaction.ProducerId, transaction.Epoch) = (_producerIds.Next(), 0);
            }
            else if (transaction.State == TransactionState.Ongoing)
            {
                // The markers carry the higher epoch, so that the partitions too refuse what the fenced producer still sends.
                BumpEpoch(transaction);
                await DecideAsync(transaction, commit: false);
            }
            else
            {
                BumpEpoch(transaction);
            }

            if (transaction.Epoch == short.MaxValue)
            {
                // The last epoch is never given out: it fences.
                (transaction.ProducerId, transaction.Epoch) = (_producerIds.Next(), 0);
            }

            (transaction.LastProducerId, transaction.LastEpoch) = producer.ProducerId >= 0 ? (before, epochBefore) : (-1, (short)-1);
            transaction.TimeoutMs = timeoutMs;
            transaction.State = TransactionState.Empty;
            Save(transaction);
            await Task.WhenAll(_flusher.Durable(_journal), _flusher.Durable(_producerIds.Durability));
            return new InitResult(KafkaError.None, transaction.ProducerId, transaction.Epoch);
        }
        catch (IOException e)
        {
            return new InitResult(Failed(transaction, e));
        }
        finally
        {
            transaction.Gate.Release();
        }
    }

    private static void BumpEpoch(Transaction transaction) => transaction.Epoch = checked((short)(transaction.Epoch + 1));
}
