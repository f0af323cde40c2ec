using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Faults;

/// <summary>Walks through a message by its own description without changing it; what derives from it looks at, or changes, the fields that it is about.</summary>
internal abstract class FieldVisitor : WireFields
{
    protected FieldVisitor(short version) => Start(version, flexible: false);

    protected override void OnBool(ref bool value)
    {
    }

    protected override void OnInt8(ref sbyte value)
    {
    }

    protected override void OnInt16(ref short value)
    {
    }

    protected override void OnInt32(ref int value)
    {
    }

    protected override void OnInt64(ref long value)
    {
    }

    protected override void OnUuid(ref Guid value)
    {
    }

    protected override void OnString(ref string? value, bool nullable)
    {
    }

    protected override void OnBytes(ref ReadOnlyMemory<byte> value)
    {
    }

    protected override void OnRecords(ref RecordData value)
    {
    }

    protected override void OnArray<T>(ref List<T>? value, bool nullable, Visit<T> visit, Func<T> create)
    {
        for (var i = 0; i < value?.Count; i++)
        {
            var item = value[i];
            visit(this, ref item);
        }
    }

    protected override void TaggedFields()
    {
    }
}
