using EventAi.Emulators.Aws.Journaling;

namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>The journal's records: how each is written, and how it is done again after a restart.</summary>
internal static class SqsJournal
{
    private const byte QueueCreated = 1;
    private const byte QueueDeleted = 2;
    private const byte AttributesSet = 3;
    private const byte Sent = 4;
    private const byte Received = 5;
    private const byte VisibilityChanged = 6;
    private const byte MessageDeleted = 7;
    private const byte Purged = 8;
    private const byte Moved = 9;
    private const byte Deduplicated = 10;
    private const byte Tagged = 11;

    public static void WriteQueueCreated(RecordWriter writer, SqsQueue queue)
        => writer.Begin(QueueCreated).Int(queue.Id).Text(queue.Region).Text(queue.Name).Long(queue.Created).Map(queue.Settings.Given).Map(queue.Tags).End();

    public static void WriteQueueDeleted(RecordWriter writer, int queue) => writer.Begin(QueueDeleted).Int(queue).End();

    public static void WriteAttributesSet(RecordWriter writer, int queue, QueueSettings settings, long modified)
        => writer.Begin(AttributesSet).Int(queue).Long(modified).Map(settings.Given).End();

    public static void WriteSent(RecordWriter writer, int queue, QueueMessage message)
    {
        writer.Begin(Sent).Int(queue).Id(message.Id).Long(message.SentAt).Long(message.VisibleAt)
            .Long(message.FirstReceivedAt).Int(message.ReceiveCount).Long(message.Receipt)
            .Text(message.Content.Body).Map(message.Content.System).Int(message.Content.Attributes.Count);
        foreach (var (name, attribute) in message.Content.Attributes)
        {
            writer.Text(name).Text(attribute.DataType).Text(attribute.StringValue).Blob(attribute.BinaryValue);
        }
        writer.End();
    }

    public static void WriteReceived(RecordWriter writer, int queue, Guid message, long receipt, long visibleAt, long now)
        => writer.Begin(Received).Int(queue).Id(message).Long(receipt).Long(visibleAt).Long(now).End();

    public static void WriteVisibilityChanged(RecordWriter writer, int queue, Guid message, long visibleAt)
        => writer.Begin(VisibilityChanged).Int(queue).Id(message).Long(visibleAt).End();

    public static void WriteMessageDeleted(RecordWriter writer, int queue, Guid message) => writer.Begin(MessageDeleted).Int(queue).Id(message).End();

    public static void WritePurged(RecordWriter writer, int queue, long now) => writer.Begin(Purged).Int(queue).Long(now).End();

    public static void WriteMoved(RecordWriter writer, int from, Guid message, int to) => writer.Begin(Moved).Int(from).Id(message).Int(to).End();

    public static void WriteDeduplicated(RecordWriter writer, int queue, string key, SentBefore sent)
        => writer.Begin(Deduplicated).Int(queue).Text(key).Id(sent.Message).Long(sent.Sequence).Long(sent.At).End();

    public static void WriteTagged(RecordWriter writer, int queue, IReadOnlyDictionary<string, string> tags) => writer.Begin(Tagged).Int(queue).Map(tags).End();

    /// <summary>What makes two messages of a FIFO queue the same.</summary>
    public static string DeduplicationKey(SqsQueue queue, NewMessage message)
    {
        var id = message.System.GetValueOrDefault(FifoLine.DeduplicationId, "");
        return queue.Settings.DeduplicatesByGroup ? $"{message.System.GetValueOrDefault(FifoLine.GroupId)}\0{id}" : id;
    }

    /// <summary>From now on the message's deduplication id is taken.</summary>
    public static void Remember(SqsQueue queue, QueueMessage message)
        => queue.Fifo?.Remember(DeduplicationKey(queue, message.Content), new SentBefore(message.Id, message.Sequence, message.SentAt));

    /// <param name="record">A record's payload.</param>
    /// <param name="queues">By id; what the record says is done to them.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    public static void Replay(ReadOnlySpan<byte> record, Dictionary<int, SqsQueue> queues, long now)
    {
        var reader = new RecordReader(record);
        var kind = reader.Byte();
        var id = reader.Int();
        if (kind == QueueCreated)
        {
            var (region, name, created) = (reader.Text()!, reader.Text()!, reader.Long());
            queues[id] = new SqsQueue(id, region, name, created, new QueueSettings(reader.Map()), reader.Map());
            return;
        }
        if (!queues.TryGetValue(id, out var queue))
        {
            return;
        }
        switch (kind)
        {
            case QueueDeleted:
                queues.Remove(id);
                break;
            case AttributesSet:
                queue.Modified = reader.Long();
                queue.Settings = new QueueSettings(reader.Map());
                break;
            case Sent:
                var message = ReadMessage(ref reader);
                queue.Add(message, now);
                Remember(queue, message);
                break;
            case Deduplicated:
                queue.Fifo?.Remember(reader.Text()!, new SentBefore(reader.Id(), reader.Long(), reader.Long()));
                break;
            case Tagged:
                queue.Tags = reader.Map();
                break;
            case Purged:
                queue.Purged = reader.Long();
                queue.Clear();
                break;
            default:
                ReplayOne(kind, ref reader, queue, queues, now);
                break;
        }
    }

    private static void ReplayOne(byte kind, ref RecordReader reader, SqsQueue queue, Dictionary<int, SqsQueue> queues, long now)
    {
        if (queue.Find(reader.Id()) is not { } message)
        {
            return;
        }
        switch (kind)
        {
            case Received:
                queue.Receive(message, reader.Long(), reader.Long(), reader.Long());
                break;
            case VisibilityChanged:
                queue.ChangeVisibility(message, reader.Long());
                break;
            case MessageDeleted:
                queue.Remove(message);
                break;
            case Moved:
                Move(message, queue, queues[reader.Int()], now);
                break;
            default:
                throw new InvalidDataException($"The journal has a record of the unknown kind {kind}: it was written by a later version.");
        }
    }

    /// <summary>Redrive: the message keeps its id and its time of sending, and starts anew otherwise.</summary>
    public static void Move(QueueMessage message, SqsQueue from, SqsQueue to, long now)
    {
        from.Remove(message);
        var system = new Dictionary<string, string>(message.Content.System, StringComparer.Ordinal) { ["DeadLetterQueueSourceArn"] = from.Arn };
        to.Add(new QueueMessage(message.Id, message.Content with { System = system }, message.SentAt), now);
    }

    private static QueueMessage ReadMessage(ref RecordReader reader)
    {
        var (id, sentAt, visibleAt) = (reader.Id(), reader.Long(), reader.Long());
        var (firstReceivedAt, count, receipt) = (reader.Long(), reader.Int(), reader.Long());
        var (body, system) = (reader.Text()!, reader.Map());
        var attributes = new Dictionary<string, MessageAttribute>(StringComparer.Ordinal);
        for (var left = reader.Int(); left > 0; left--)
        {
            attributes.Add(reader.Text()!, new MessageAttribute(reader.Text()!, reader.Text(), reader.Blob()));
        }
        return new QueueMessage(id, new NewMessage(body, attributes, system, Delay: null), sentAt)
        {
            VisibleAt = visibleAt,
            FirstReceivedAt = firstReceivedAt,
            ReceiveCount = count,
            Receipt = receipt,
        };
    }
}
