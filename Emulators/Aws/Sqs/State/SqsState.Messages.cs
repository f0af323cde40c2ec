using System.Security.Cryptography;
using System.Text;

namespace EventAi.Emulators.Aws.Sqs.State;

/// <content>What is done with messages.</content>
internal sealed partial class SqsState
{
    /// <summary>Messages that may be received and not deleted at one time (SQS quotas).</summary>
    public const int MostInFlight = 120_000;

    /// <summary>Adds messages, all or none; in a FIFO queue, what was sent in the last five minutes is not added again.</summary>
    /// <returns>What the sender is told of each, in order; null where the queue is gone.</returns>
    public IReadOnlyList<SentMessage>? Send(SqsQueue queue, IReadOnlyList<NewMessage> contents)
    {
        lock (_gate)
        {
            if (queue.Deleted)
            {
                return null;
            }
            var now = Now();
            var (told, added) = (new List<SentMessage>(contents.Count), new List<QueueMessage>(contents.Count));
            foreach (var content in contents)
            {
                var message = NewMessageOf(queue, content, added, now, out var before);
                if (message is not null)
                {
                    SqsJournal.WriteSent(_records, queue.Id, message);
                    added.Add(message);
                }
                told.Add(message is not null
                    ? new SentMessage(message.Id, message.Content.System.GetValueOrDefault(FifoLine.SequenceNumber))
                    : new SentMessage(before.Message, FifoLine.Format(before.Sequence)));
            }
            Commit();
            foreach (var message in added)
            {
                queue.Add(message, now);
                SqsJournal.Remember(queue, message);
            }
            queue.Wake(Math.Min(added.Count, queue.Counts.Ready));
            SetAlarm(queue, now);
            return told;
        }
    }

    /// <summary>Takes messages out of sight. With none there, a waiter is left that says when to look again.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="visibilityTimeout">Seconds; the queue's where null.</param>
    /// <param name="wait">How long the caller would wait for the first one.</param>
    /// <returns>Messages; the waiter; whether as many as may be are in flight already.</returns>
    public (List<ReceivedMessage> Messages, Waiter? Waiter, bool OverLimit) Receive(SqsQueue queue, int most, int? visibilityTimeout, TimeSpan wait)
    {
        lock (_gate)
        {
            var now = Now();
            queue.Advance(now);
            var visibleAt = now + ((visibilityTimeout ?? queue.Settings.VisibilityTimeout) * 1000L);
            var taken = Take(queue, most, now);
            if (taken.Count > 0)
            {
                var delivered = Deliver(queue, taken, visibleAt, now);
                SetAlarm(queue, now);
                return (delivered, null, false);
            }
            if (queue.Counts.InFlight >= MostInFlight)
            {
                return ([], null, true);
            }
            if (wait <= TimeSpan.Zero || queue.Deleted)
            {
                return ([], null, false);
            }
            var waiter = new Waiter(_time, wait);
            queue.Enlist(waiter);
            SetAlarm(queue, now);
            return ([], waiter, false);
        }
    }

    /// <summary>Ends a wait.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="waiter">Who waited.</param>
    /// <param name="looksAgain">Whether the caller goes on to receive; if not, what was announced to it is passed on.</param>
    public void Dismiss(SqsQueue queue, Waiter waiter, bool looksAgain)
    {
        lock (_gate)
        {
            queue.Dismiss(waiter);
            if (waiter.Announced && !looksAgain)
            {
                queue.Wake(1);
            }
        }
        waiter.Dispose();
    }

    /// <summary>Deletes by the latest receipt handle; with an older one, or of a message that is gone, nothing happens.</summary>
    public void DeleteMessages(SqsQueue queue, IEnumerable<ReceiptHandle> handles)
    {
        lock (_gate)
        {
            var gone = new List<QueueMessage>();
            foreach (var handle in handles)
            {
                if (queue.Find(handle.Message) is { } message && message.Receipt == handle.Receipt)
                {
                    SqsJournal.WriteMessageDeleted(_records, queue.Id, message.Id);
                    gone.Add(message);
                }
            }
            Commit();
            gone.ForEach(queue.Remove);
            if (queue.Fifo is not null && gone.Count > 0)
            {
                // What its group held back can go now.
                queue.Wake(1);
            }
        }
    }

    /// <summary>Whether the message of a FIFO queue can be received again: then its handle deletes it no more.</summary>
    public bool IsExpired(SqsQueue queue, ReceiptHandle handle)
    {
        lock (_gate)
        {
            queue.Advance(Now());
            return queue.Fifo is not null && queue.Find(handle.Message) is { State: MessageState.Ready } message && message.Receipt == handle.Receipt;
        }
    }

    /// <param name="queue">The queue.</param>
    /// <param name="handle">Of the latest receive.</param>
    /// <param name="timeout">Seconds from now; 0 makes it visible at once.</param>
    public VisibilityOutcome ChangeVisibility(SqsQueue queue, ReceiptHandle handle, int timeout)
    {
        lock (_gate)
        {
            var now = Now();
            queue.Advance(now);
            // As AWS does it: of a standard queue an older handle serves, too, and one whose time is over hides the message again.
            if (queue.Find(handle.Message) is not { } message || (queue.Fifo is not null && message.Receipt != handle.Receipt) || message.ReceiveCount == 0)
            {
                return VisibilityOutcome.Unknown;
            }
            if (message.State != MessageState.InFlight && (queue.Fifo is not null || message.State != MessageState.Ready || message.IsReturned))
            {
                return VisibilityOutcome.NotInFlight;
            }
            var visibleAt = now + (timeout * 1000L);
            SqsJournal.WriteVisibilityChanged(_records, queue.Id, message.Id, visibleAt);
            Commit();
            queue.ChangeVisibility(message, visibleAt);
            message.IsReturned = timeout == 0;
            queue.Advance(now);
            queue.Wake(queue.Counts.Ready);
            SetAlarm(queue, now);
            return VisibilityOutcome.Done;
        }
    }

    /// <summary>The message to be stored; null where it was sent before.</summary>
    private QueueMessage? NewMessageOf(SqsQueue queue, NewMessage content, List<QueueMessage> batch, long now, out SentBefore before)
    {
        before = default;
        if (queue.Fifo is { } fifo)
        {
            var system = new Dictionary<string, string>(content.System, StringComparer.Ordinal);
            system.TryAdd(FifoLine.DeduplicationId, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.Body))));
            content = content with { System = system };
            var key = SqsJournal.DeduplicationKey(queue, content);
            if (fifo.FindSent(key, now) is { } sent)
            {
                before = sent;
                return null;
            }
            if (batch.Find(message => SqsJournal.DeduplicationKey(queue, message.Content) == key) is { } twin)
            {
                before = new SentBefore(twin.Id, twin.Sequence, now);
                return null;
            }
            system[FifoLine.SequenceNumber] = FifoLine.Format(++_lastSequence);
        }
        return new QueueMessage(Guid.NewGuid(), content, now) { VisibleAt = now + ((content.Delay ?? queue.Settings.DelaySeconds) * 1000L) };
    }

    /// <summary>Messages to be delivered; the ones received too often go to the dead-letter queue on the way.</summary>
    private List<QueueMessage> Take(SqsQueue queue, int most, long now)
    {
        var taken = new List<QueueMessage>(most);
        var dead = queue.Settings.Redrive is { } policy ? (Queue: FindByArn(policy.DeadLetterTargetArn), policy.MaxReceiveCount) : default;
        while (taken.Count < most && queue.Counts.InFlight + taken.Count < MostInFlight && queue.TakeReady(taken) is { } message)
        {
            if (dead.Queue is null || message.ReceiveCount < dead.MaxReceiveCount)
            {
                taken.Add(message);
                continue;
            }
            try
            {
                Move(message, queue, dead.Queue, now);
            }
            catch
            {
                taken.ForEach(queue.Untake);
                throw;
            }
        }
        return taken;
    }

    /// <summary>Takes a message that was taken out of its line to another queue; where that cannot be written it is back in its line.</summary>
    private void Move(QueueMessage message, SqsQueue from, SqsQueue to, long now)
    {
        try
        {
            SqsJournal.WriteMoved(_records, from.Id, message.Id, to.Id);
            Commit();
        }
        catch
        {
            from.Untake(message);
            throw;
        }
        SqsJournal.Move(message, from, to, now);
        to.Wake(1);
    }

    private List<ReceivedMessage> Deliver(SqsQueue queue, List<QueueMessage> taken, long visibleAt, long now)
    {
        var receipts = taken.ConvertAll(_ => NewReceipt());
        try
        {
            for (var i = 0; i < taken.Count; i++)
            {
                SqsJournal.WriteReceived(_records, queue.Id, taken[i].Id, receipts[i], visibleAt, now);
            }
            Commit();
        }
        catch
        {
            taken.ForEach(queue.Untake);
            throw;
        }
        var received = new List<ReceivedMessage>(taken.Count);
        for (var i = 0; i < taken.Count; i++)
        {
            var message = taken[i];
            queue.Receive(message, receipts[i], visibleAt, now);
            var handle = new ReceiptHandle(queue.Id, message.Id, receipts[i]).ToString();
            received.Add(new ReceivedMessage(message.Id, message.Content, handle, message.SentAt, message.FirstReceivedAt, message.ReceiveCount));
        }
        return received;
    }

    /// <summary>Moves messages that could be received from a dead-letter queue to another queue, or each to the one that it came from.</summary>
    /// <returns>How many; 0 when none is left.</returns>
    /// <exception cref="InvalidOperationException">A message's queue is unknown or gone.</exception>
    public int MoveBack(SqsQueue source, SqsQueue? destination, int most)
    {
        lock (_gate)
        {
            var now = Now();
            source.Advance(now);
            var moved = 0;
            for (; moved < most && source.TakeReady([]) is { } message; moved++)
            {
                var target = destination ?? (message.Content.System.TryGetValue("DeadLetterQueueSourceArn", out var arn) ? FindByArn(arn) : null);
                if (target is null || target.Deleted)
                {
                    source.Untake(message);
                    throw new InvalidOperationException("AWS.SimpleQueueService.NonExistentQueue");
                }
                Move(message, source, target, now);
            }
            return moved;
        }
    }
}
