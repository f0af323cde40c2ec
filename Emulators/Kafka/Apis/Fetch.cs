using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// Fetch (1), versions 4-13 (13: topics by id). Whole batches straight from the segment files. A fetch that finds less than its minimum is
/// parked and woken by the append that it waits for; nothing polls. The first batch of an answer is whole even when it is over the
/// limits. Fetch sessions are declined: session id 0 answers that the client sends all its partitions each time, which is legal (KIP-227).
/// read_committed fetches end at the last stable offset and name the aborted transactions in what they carry. Not emulated: replicas' fetches, zstd refused to versions before 10.
/// </summary>
internal sealed class Fetch(BrokerState state) : TypedApi<Fetch.Request, Fetch.Response>(ApiKey.Fetch, 4, 13, 12)
{
    private const int FirstWithTopicIds = 13;
    private const sbyte ReadCommitted = 1;

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        if (request.SessionId != 0)
        {
            return new(new Response { Error = KafkaError.FetchSessionIdNotFound });
        }

        var response = Read(request, context.Version, out var enough);
        return enough || request.MaxWaitMs <= 0 ? new(response) : new(ParkAsync(request, context));
    }

    private async Task<Response?> ParkAsync(Request request, RequestContext context)
    {
        var signal = new AppendSignal();
        var logs = request.Topics
            .SelectMany(t => t.Partitions.Select(p => Find(t, context.Version)?.Partition(p.Index)))
            .OfType<PartitionLog>()
            .ToList();
        logs.ForEach(log => log.Register(signal));
        await using var timer = new Timer(static s => ((AppendSignal)s!).GiveUp(), signal, request.MaxWaitMs, Timeout.Infinite);
        await using var closed = context.Closed.UnsafeRegister(static s => ((AppendSignal)s!).GiveUp(), signal);
        try
        {
            while (true)
            {
                signal.Rearm();
                var response = Read(request, context.Version, out var enough);
                if (enough || !await signal.Woken)
                {
                    return response;
                }
            }
        }
        finally
        {
            logs.ForEach(log => log.Unregister(signal));
        }
    }

    private Response Read(Request request, short version, out bool enough)
    {
        var response = new Response();
        var (left, total) = (Math.Min(request.MaxBytes, state.Options.MaxFetchBytes), 0);
        enough = request.Topics.Count == 0;
        foreach (var topic in request.Topics)
        {
            var answers = new Response.Topic { Name = topic.Name, Id = topic.Id };
            response.Topics.Add(answers);
            var known = Find(topic, version);
            foreach (var partition in topic.Partitions)
            {
                var log = known?.Partition(partition.Index);
                var answer = log is not null ? Read(log, partition, left, wholeFirst: total == 0, committed: request.IsolationLevel == ReadCommitted)
                    : new Response.Partition { Error = known is null && version >= FirstWithTopicIds ? KafkaError.UnknownTopicId : KafkaError.UnknownTopicOrPartition };
                answer.Index = partition.Index;
                answers.Partitions.Add(answer);
                left -= answer.Records.Length;
                total += answer.Records.Length;
                enough |= answer.Error != KafkaError.None;
            }
        }

        enough |= total >= Math.Max(request.MinBytes, 0);
        return response;
    }

    private static Response.Partition Read(PartitionLog log, Request.Partition partition, int left, bool wholeFirst, bool committed)
    {
        if (partition.LeaderEpoch > PartitionLog.LeaderEpoch)
        {
            return new Response.Partition { Error = KafkaError.UnknownLeaderEpoch };
        }

        var lastStable = log.LastStableOffset;
        var read = log.Read(partition.Offset, Math.Min(partition.MaxBytes, left), wholeFirst, committed);
        return new Response.Partition
        {
            Error = read.Error,
            HighWatermark = log.EndOffset,
            LastStableOffset = lastStable,
            AbortedTransactions = !committed ? null
                : read.Slice is null ? []
                : [.. log.Aborted(partition.Offset, read.EndOffset).Select(a => new Response.AbortedTransaction { ProducerId = a.ProducerId, FirstOffset = a.FirstOffset })],
            LogStartOffset = log.StartOffset,
            Records = new RecordData(default, read.Slice),
        };
    }

    private Topic? Find(Request.Topic topic, short version) =>
        version >= FirstWithTopicIds ? state.Topics.Find(topic.Id) : state.Topics.Find(topic.Name);

    protected override Response Refusal(Request request) => new()
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Id = t.Id, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p.Index })] })],
    };

    internal sealed class Request : IWireStruct
    {
        public int ReplicaId = -1;
        public int MaxWaitMs;
        public int MinBytes;
        public int MaxBytes = int.MaxValue;
        public sbyte IsolationLevel;
        public int SessionId;
        public int SessionEpoch = -1;
        public List<Topic> Topics = [];
        public List<Forgotten> ForgottenTopics = [];
        public string RackId = "";

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ReplicaId);
            fields.Int32(ref MaxWaitMs);
            fields.Int32(ref MinBytes);
            fields.Int32(ref MaxBytes, since: 3);
            fields.Int8(ref IsolationLevel, since: 4);
            fields.Int32(ref SessionId, since: 7);
            fields.Int32(ref SessionEpoch, since: 7);
            fields.Array(ref Topics);
            fields.Array(ref ForgottenTopics, since: 7);
            fields.String(ref RackId, since: 11);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public Guid Id;
            public List<Partition> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name, until: 12);
                fields.Uuid(ref Id, since: 13);
                fields.Array(ref Partitions);
            }
        }

        internal sealed class Partition : IWireStruct
        {
            public int Index;
            public int LeaderEpoch = -1;
            public long Offset;
            public int LastFetchedEpoch = -1;
            public long LogStartOffset = -1;
            public int MaxBytes;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Int32(ref LeaderEpoch, since: 9);
                fields.Int64(ref Offset);
                fields.Int32(ref LastFetchedEpoch, since: 12);
                fields.Int64(ref LogStartOffset, since: 5);
                fields.Int32(ref MaxBytes);
            }
        }

        internal sealed class Forgotten : IWireStruct
        {
            public string Name = "";
            public Guid Id;
            public List<int> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name, until: 12);
                fields.Uuid(ref Id, since: 13);
                fields.Int32Array(ref Partitions);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public int SessionId;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Error(ref Error, since: 7);
            fields.Int32(ref SessionId, since: 7);
            fields.Array(ref Topics);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public Guid Id;
            public List<Partition> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name, until: 12);
                fields.Uuid(ref Id, since: 13);
                fields.Array(ref Partitions);
            }
        }

        internal sealed class Partition : IWireStruct
        {
            public int Index;
            public KafkaError Error;
            public long HighWatermark = -1;
            public long LastStableOffset = -1;
            public long LogStartOffset = -1;
            public List<AbortedTransaction>? AbortedTransactions;
            public int PreferredReadReplica = -1;
            public RecordData Records;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Error(ref Error);
                fields.Int64(ref HighWatermark);
                fields.Int64(ref LastStableOffset, since: 4);
                fields.Int64(ref LogStartOffset, since: 5);
                fields.NullableArray(ref AbortedTransactions, since: 4);
                fields.Int32(ref PreferredReadReplica, since: 11);
                fields.Records(ref Records);
            }
        }

        internal sealed class AbortedTransaction : IWireStruct
        {
            public long ProducerId;
            public long FirstOffset;

            public void Describe(WireFields fields)
            {
                fields.Int64(ref ProducerId);
                fields.Int64(ref FirstOffset);
            }
        }
    }
}
