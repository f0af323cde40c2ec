namespace EventAi.Emulators.Kafka.Faults;

/// <summary>Whether a request speaks of a topic, by name or by id.</summary>
internal sealed class TopicFinder(short version, string name, Guid? id) : FieldVisitor(version)
{
    public bool Found { get; private set; }

    protected override void OnString(ref string? value, bool nullable) => Found |= value == name;

    protected override void OnUuid(ref Guid value) => Found |= value == id;
}
