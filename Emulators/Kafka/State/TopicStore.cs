using System.Collections.Concurrent;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// The topics: in memory, and durable in a journal. A topic's logs lie under topics/(id)/(partition): a topic that is deleted and
/// created again has another id, so nothing of the old one can come back.
/// </summary>
internal sealed class TopicStore : IDisposable
{
    private const int MaxNameLength = 249;
    private const int MaxPartitions = 10_000;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, Topic> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, Topic> _byId = new();
    private readonly KafkaOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string> _warn;
    private readonly string _directory;
    private readonly Journal _journal;

    public TopicStore(DataDirectory data, KafkaOptions options, TimeProvider time, Action<string> warn)
    {
        (_options, _time, _warn) = (options, time, warn);
        _directory = data.File("topics");
        Directory.CreateDirectory(_directory);
        var known = new Dictionary<Guid, TopicRecord>();
        _journal = new Journal(data.File("topics.journal"), reader =>
        {
            var record = TopicRecord.Read(reader);
            known.Remove(record.Id);
            if (!record.Deleted)
            {
                known.Add(record.Id, record);
            }
        });
        foreach (var orphan in Directory.EnumerateDirectories(_directory).Where(d => !Guid.TryParse(Path.GetFileName(d), out var id) || !known.ContainsKey(id)))
        {
            Directory.Delete(orphan, recursive: true);
        }

        Parallel.ForEach(known.Values, record =>
        {
            var topic = Open(record);
            _byName[topic.Name] = topic;
            _byId[topic.Id] = topic;
        });
    }

    public IFlushable Durability => _journal;

    public IEnumerable<Topic> All => _byName.Values.OrderBy(t => t.Name, StringComparer.Ordinal);

    public Topic? Find(string name) => _byName.GetValueOrDefault(name);

    public Topic? Find(Guid id) => _byId.GetValueOrDefault(id);

    public PartitionLog? Find(string name, int partition) => Find(name)?.Partition(partition);

    /// <summary>Creates a topic; <paramref name="partitions"/> -1 takes the broker's default.</summary>
    public TopicResult Create(string name, int partitions, IReadOnlyDictionary<string, string?> config, bool validateOnly)
    {
        if (NameProblem(name) is { } nameProblem)
        {
            return new TopicResult(KafkaError.InvalidTopic, null, nameProblem);
        }

        if (partitions is not -1 and (<= 0 or > MaxPartitions))
        {
            return new TopicResult(KafkaError.InvalidPartitions, null, $"A topic has 1 to {MaxPartitions} partitions.");
        }

        var settings = new TopicConfig(_options, []);
        if (config.Select(c => settings.Problem(c.Key, c.Value)).FirstOrDefault(p => p is not null) is { } problem)
        {
            return new TopicResult(KafkaError.InvalidConfig, null, problem);
        }

        var record = new TopicRecord(name, Guid.NewGuid(), partitions == -1 ? _options.Partitions : partitions, config.ToDictionary(c => c.Key, c => c.Value!, StringComparer.Ordinal));
        lock (_lock)
        {
            if (_byName.TryGetValue(name, out var existing))
            {
                return new TopicResult(KafkaError.TopicAlreadyExists, existing, $"Topic '{name}' already exists.");
            }

            if (validateOnly)
            {
                return new TopicResult(KafkaError.None, new Topic(name, Guid.Empty, new TopicConfig(_options, record.Config), new PartitionLog[record.Partitions]));
            }

            var topic = Open(record);
            Journal(record);
            _byId[topic.Id] = topic;
            _byName[name] = topic;
            return new TopicResult(KafkaError.None, topic);
        }
    }

    /// <summary>The topic, created with the defaults if there is none of that name.</summary>
    public TopicResult FindOrCreate(string name)
    {
        if (Find(name) is { } topic)
        {
            return new TopicResult(KafkaError.None, topic);
        }

        var created = Create(name, -1, new Dictionary<string, string?>(StringComparer.Ordinal), validateOnly: false);
        return created.Error == KafkaError.TopicAlreadyExists ? new TopicResult(KafkaError.None, created.Topic) : created;
    }

    public TopicResult Delete(string name)
    {
        lock (_lock)
        {
            if (!_byName.TryGetValue(name, out var topic))
            {
                return new TopicResult(KafkaError.UnknownTopicOrPartition);
            }

            Journal(Record(topic) with { Deleted = true });
            _byName.TryRemove(name, out _);
            _byId.TryRemove(topic.Id, out _);
            foreach (var partition in topic.Partitions)
            {
                partition.Delete();
            }

            Directory.Delete(Path.Combine(_directory, topic.Id.ToString("N")), recursive: true);
            return new TopicResult(KafkaError.None, topic);
        }
    }

    /// <summary>Raises the number of a topic's partitions to <paramref name="count"/>.</summary>
    public TopicResult Grow(string name, int count, bool validateOnly)
    {
        lock (_lock)
        {
            if (!_byName.TryGetValue(name, out var topic))
            {
                return new TopicResult(KafkaError.UnknownTopicOrPartition);
            }

            var now = topic.Partitions.Count;
            if (count <= now || count > MaxPartitions)
            {
                return new TopicResult(KafkaError.InvalidPartitions, topic, $"Topic '{name}' has {now} partitions: the number can only grow, up to {MaxPartitions}.");
            }

            if (!validateOnly)
            {
                var more = Enumerable.Range(now, count - now).Select(p => OpenLog(topic.Id, p, topic.Config)).ToList();
                Journal(Record(topic) with { Partitions = count });
                topic.Add(more);
            }

            return new TopicResult(KafkaError.None, topic);
        }
    }

    /// <summary>
    /// Changes a topic's own settings, durably; they take effect at once. <paramref name="change"/> gets the present ones and says what is wrong, or null.
    /// </summary>
    public TopicResult Configure(string name, Func<Dictionary<string, string>, TopicConfig, string?> change, bool validateOnly)
    {
        lock (_lock)
        {
            if (!_byName.TryGetValue(name, out var topic))
            {
                return new TopicResult(KafkaError.UnknownTopicOrPartition);
            }

            var settings = new Dictionary<string, string>(topic.Config.Overrides, StringComparer.Ordinal);
            var problem = change(settings, topic.Config) ?? settings.Select(s => topic.Config.Problem(s.Key, s.Value)).FirstOrDefault(p => p is not null);
            if (problem is not null)
            {
                return new TopicResult(KafkaError.InvalidConfig, topic, problem);
            }

            if (!validateOnly)
            {
                Journal(Record(topic) with { Config = settings });
                topic.Config.Replace(settings);
            }

            return new TopicResult(KafkaError.None, topic);
        }
    }

    /// <summary>Closes every log so that the next start needs no scan.</summary>
    public void Dispose()
    {
        Parallel.ForEach(_byName.Values.SelectMany(t => t.Partitions), partition => partition.Close());
        _journal.Dispose();
    }

    private static string? NameProblem(string name) =>
        name.Length is 0 or > MaxNameLength || name is "." or ".." || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? $"A topic's name has 1 to {MaxNameLength} letters, digits, dots, underscores or hyphens, and is neither '.' nor '..'."
            : null;

    private static TopicRecord Record(Topic topic) => new(topic.Name, topic.Id, topic.Partitions.Count, topic.Config.Overrides);

    private void Journal(TopicRecord record) =>
        _journal.Append(record.Write, () => _byName.Values.Where(t => t.Id != record.Id).Select(t => (Action<BinaryWriter>)Record(t).Write).Append(record.Write));

    private Topic Open(TopicRecord record)
    {
        var config = new TopicConfig(_options, record.Config);
        var logs = new PartitionLog[record.Partitions];
        Parallel.For(0, logs.Length, p => logs[p] = OpenLog(record.Id, p, config));
        return new Topic(record.Name, record.Id, config, logs);
    }

    private PartitionLog OpenLog(Guid topic, int partition, TopicConfig config) =>
        LogRecovery.Open(Path.Combine(_directory, topic.ToString("N"), partition.ToString()), config, _time, _warn);
}
