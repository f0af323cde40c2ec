namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>A message in a queue. All times in milliseconds since 1970.</summary>
internal sealed class QueueMessage(Guid id, NewMessage content, long sentAt)
{
    public Guid Id { get; } = id;

    public NewMessage Content { get; set; } = content;

    /// <summary>Place in a FIFO queue's line; 0 in a standard queue.</summary>
    public long Sequence { get; } = FifoLine.SequenceOf(content);

    /// <summary>In a FIFO queue, and of a standard one where the sender named it.</summary>
    public string Group => Content.System.GetValueOrDefault(FifoLine.GroupId, "");

    public long SentAt { get; } = sentAt;

    public long FirstReceivedAt { get; set; }

    public int ReceiveCount { get; set; }

    /// <summary>When it is (again) to be received.</summary>
    public long VisibleAt { get; set; }

    /// <summary>Of the latest receipt handle.</summary>
    public long Receipt { get; set; }

    /// <summary>Whether its receiver gave it back rather than let its time pass.</summary>
    public bool IsReturned { get; set; }

    public MessageState State { get; set; }

    /// <summary>Counts changes of state, so that entries made for a former state are known to be stale.</summary>
    public int Version { get; set; }
}
