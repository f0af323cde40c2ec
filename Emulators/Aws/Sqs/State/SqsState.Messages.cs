namespace EventAi.Emulators.Aws.Sqs.State;

/// <content>What is done with messages.</content>
internal sealed partial class SqsState
{
    /// <summary>Messages that may be received and not deleted at one time (SQS quotas).</summary>
    public const int MostInFlight = 120_000;

    /// <summary>Adds messages, all or none.</summary>
    /// <returns>Their ids, in order; null where the queue is gone.</returns>
    public IReadOnlyList<Guid>? Send(SqsQueue queue, IReadOnlyList<NewMessage> contents)
    {
        lock (_gate)
        {
            if (queue.Deleted)
            {
                return null;
            }
            var now = Now();
            var messages = new QueueMessage[contents.Count];
            for (var i = 0; i < messages.Length; i++)
            {
                messages[i] = new QueueMessage(Guid.NewGuid(), contents[i], now) { VisibleAt = now + ((contents[i].Delay ?? queue.Settings.DelaySeconds) * 1000L) };
                SqsJournal.WriteSent(_records, queue.Id, messages[i]);
            }
            Commit();
            foreach (var message in messages)
            {
                queue.Add(message, now);
            }
            queue.Wake(Math.Min(messages.Length, queue.Counts.Ready));
            SetAlarm(queue, now);
            return Array.ConvertAll(messages, static message => message.Id);
        }
    }

    /// <summary>Takes messages out of sight. With none there, a waiter is left that says when to look again.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="visibilityTimeout">Seconds; the queue's where null.</param>
    /// <param name="wait">How long the caller would wait for the first one.</param>
    /// <returns>Messages; the waiter; whether as many as may be are in flight already.</returns>
    public (IReadOnlyList<ReceivedMessage> Messages, Waiter? Waiter, bool OverLimit) Receive(SqsQueue queue, int most, int? visibilityTimeout, TimeSpan wait)
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
            if (queue.Find(handle.Message) is not { } message || message.Receipt != handle.Receipt)
            {
                return VisibilityOutcome.Unknown;
            }
            if (message.State != MessageState.InFlight)
            {
                return VisibilityOutcome.NotInFlight;
            }
            var visibleAt = now + (timeout * 1000L);
            SqsJournal.WriteVisibilityChanged(_records, queue.Id, message.Id, visibleAt);
            Commit();
            queue.ChangeVisibility(message, visibleAt);
            queue.Advance(now);
            queue.Wake(queue.Counts.Ready);
            SetAlarm(queue, now);
            return VisibilityOutcome.Done;
        }
    }

    /// <summary>Messages to be delivered; the ones received too often go to the dead-letter queue on the way.</summary>
    private List<QueueMessage> Take(SqsQueue queue, int most, long now)
    {
        var taken = new List<QueueMessage>(most);
        var dead = queue.Settings.Redrive is { } policy ? (Queue: FindByArn(policy.DeadLetterTargetArn), policy.MaxReceiveCount) : default;
        while (taken.Count < most && queue.Counts.InFlight + taken.Count < MostInFlight && queue.TakeReady() is { } message)
        {
            if (dead.Queue is null || message.ReceiveCount < dead.MaxReceiveCount)
            {
                taken.Add(message);
                continue;
            }
            try
            {
                SqsJournal.WriteMoved(_records, queue.Id, message.Id, dead.Queue.Id);
                Commit();
            }
            catch
            {
                queue.Untake(message);
                taken.ForEach(queue.Untake);
                throw;
            }
            SqsJournal.Move(message, queue, dead.Queue, now);
            dead.Queue.Wake(1);
        }
        return taken;
    }

    private List<ReceivedMessage> Deliver(SqsQueue queue, List<QueueMessage> taken, long visibleAt, long now)
    {
        var receipts = taken.ConvertAll(static _ => NewReceipt());
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
}
