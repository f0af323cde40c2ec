using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Transactions;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// Produce (0), versions 0-9. Versions 0-2 are advertised because older librdkafka compresses only if they are, but carry message formats
/// that are not stored: they get UNSUPPORTED_VERSION for each partition, as from Apache Kafka 4. One record batch (format 2) for each partition, checked and
/// stored as it came; answered after write(2), or after fsync where the broker is told so. Idempotent producers: duplicates of the last
/// five batches are answered with the stored offset, gaps with OUT_OF_ORDER_SEQUENCE_NUMBER. With acks=0 an error closes the connection.
/// Transactional batches are stored only while their partition is in an open transaction of their producer (INVALID_TXN_STATE).
/// Not emulated: record-level errors, timestamp bounds.
/// </summary>
internal sealed class Produce(BrokerState state) : TypedApi<Produce.Request, Produce.Response>(ApiKey.Produce, 0, 9, 9)
{
    private const int FirstWithBatches = 3;
    private const int FirstWithZstd = 7;
    private const int Zstd = 4;

    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var response = new Response();
        List<Task>? durable = null;
        foreach (var topic in request.Topics)
        {
            var answers = new Response.Topic { Name = topic.Name };
            response.Topics.Add(answers);
            var known = state.Topics.Find(topic.Name);
            foreach (var partition in topic.Partitions)
            {
                var log = known?.Partition(partition.Index);
                var bytes = partition.Records.Bytes;
                var result = Refusal(log, request.Acks, bytes, context.Version)
                    ?? (bytes.Length >= BatchHeader.Size && new BatchHeader(bytes.Span).IsTransactional
                        ? await state.Transactions.AppendAsync(request.TransactionalId, new TransactionPartition(known!.Id, partition.Index), log!, bytes)
                        : log!.Append(bytes.Span));
                if (result.Error == KafkaError.None && state.Flusher.Durable(log!) is { IsCompletedSuccessfully: false } flush)
                {
                    (durable ??= []).Add(flush);
                }

                answers.Partitions.Add(new Response.Partition
                {
                    Index = partition.Index,
                    Error = result.Error,
                    BaseOffset = result.BaseOffset,
                    LogAppendTime = result.LogAppendTime,
                    LogStartOffset = log?.StartOffset ?? -1,
                    Message = result.Message,
                });
            }
        }

        if (durable is not null)
        {
            await AwaitDisk(durable, response);
        }

        if (request.Acks != 0)
        {
            return response;
        }

        context.CloseConnection = response.Topics.Any(t => t.Partitions.Any(p => p.Error != KafkaError.None));
        return null;
    }

    private static AppendResult? Refusal(PartitionLog? log, short acks, Memory<byte> batch, short version)
    {
        if (acks is < -1 or > 1)
        {
            return new AppendResult(KafkaError.InvalidRequiredAcks);
        }

        if (version < FirstWithBatches)
        {
            return new AppendResult(KafkaError.UnsupportedVersion);
        }

        if (log is null)
        {
            return new AppendResult(KafkaError.UnknownTopicOrPartition);
        }

        return version < FirstWithZstd && batch.Length >= BatchHeader.Size && new BatchHeader(batch.Span).Compression == Zstd
            ? new AppendResult(KafkaError.UnsupportedCompressionType)
            : null;
    }

    private static async Task AwaitDisk(List<Task> durable, Response response)
    {
        try
        {
            await Task.WhenAll(durable);
        }
        catch (IOException e)
        {
            foreach (var partition in response.Topics.SelectMany(t => t.Partitions).Where(p => p.Error == KafkaError.None))
            {
                (partition.Error, partition.BaseOffset, partition.Message) = (KafkaError.KafkaStorageError, -1, e.Message);
            }
        }
    }

    protected override Response Refusal(Request request) => new()
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p.Index })] })],
    };

    internal sealed class Request : IWireStruct
    {
        public string? TransactionalId;
        public short Acks;
        public int TimeoutMs;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.NullableString(ref TransactionalId, since: 3);
            fields.Int16(ref Acks);
            fields.Int32(ref TimeoutMs);
            fields.Array(ref Topics);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public List<Partition> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Array(ref Partitions);
            }
        }

        internal sealed class Partition : IWireStruct
        {
            public int Index;
            public RecordData Records;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Records(ref Records);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public List<Topic> Topics = [];
        public int ThrottleMs;

        public void Describe(WireFields fields)
        {
            fields.Array(ref Topics);
            fields.Int32(ref ThrottleMs, since: 1);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public List<Partition> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Array(ref Partitions);
            }
        }

        internal sealed class Partition : IWireStruct
        {
            public int Index;
            public KafkaError Error;
            public long BaseOffset;
            public long LogAppendTime = -1;
            public long LogStartOffset = -1;
            public List<RecordError> RecordErrors = [];
            public string? Message;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Error(ref Error);
                fields.Int64(ref BaseOffset);
                fields.Int64(ref LogAppendTime, since: 2);
                fields.Int64(ref LogStartOffset, since: 5);
                fields.Array(ref RecordErrors, since: 8);
                fields.NullableString(ref Message, since: 8);
            }
        }

        internal sealed class RecordError : IWireStruct
        {
            public int Index;
            public string? Message;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.NullableString(ref Message);
            }
        }
    }
}
