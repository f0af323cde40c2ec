namespace EventAi.Emulators.Kafka.State;

/// <summary>A topic as the journal holds it: the last record of an id counts.</summary>
internal sealed record TopicRecord(string Name, Guid Id, int Partitions, IReadOnlyDictionary<string, string> Config)
{
    public bool Deleted { get; init; }

    public static TopicRecord Read(BinaryReader reader)
    {
        var id = new Guid(reader.ReadBytes(16));
        var deleted = reader.ReadBoolean();
        var name = reader.ReadString();
        var partitions = reader.ReadInt32();
        var config = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            config.Add(reader.ReadString(), reader.ReadString());
        }

        return new TopicRecord(name, id, partitions, config) { Deleted = deleted };
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Id.ToByteArray());
        writer.Write(Deleted);
        writer.Write(Name);
        writer.Write(Partitions);
        writer.Write(Config.Count);
        foreach (var (name, value) in Config)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }
}
