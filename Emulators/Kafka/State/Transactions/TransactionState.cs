namespace EventAi.Emulators.Kafka.State.Transactions;

/// <summary>Where a transactional producer stands; the values are kept in the journal.</summary>
internal enum TransactionState : byte
{
    /// <summary>The producer has its id and no transaction yet.</summary>
    Empty = 0,
    Ongoing = 1,

    /// <summary>Decided: nothing but completing it can follow, over a crash too.</summary>
    PrepareCommit = 2,
    PrepareAbort = 3,
    CompleteCommit = 4,
    CompleteAbort = 5,
}
