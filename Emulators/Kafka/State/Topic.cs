namespace EventAi.Emulators.Kafka.State;

/// <summary>A topic and the logs of its partitions, by partition number.</summary>
internal sealed class Topic(string name, Guid id, TopicConfig config, PartitionLog[] partitions)
{
    private PartitionLog[] _partitions = partitions;

    public string Name { get; } = name;

    public Guid Id { get; } = id;

    public TopicConfig Config { get; } = config;

    public IReadOnlyList<PartitionLog> Partitions => Volatile.Read(ref _partitions);

    public PartitionLog? Partition(int number)
    {
        var logs = Volatile.Read(ref _partitions);
        return (uint)number < (uint)logs.Length ? logs[number] : null;
    }

    public void Add(IEnumerable<PartitionLog> more) => Volatile.Write(ref _partitions, [.. _partitions, .. more]);
}
