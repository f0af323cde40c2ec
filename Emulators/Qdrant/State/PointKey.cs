using System.Buffers.Binary;

namespace EventAi.Emulators.Qdrant.State;

/// <summary>A point's id: an unsigned number or a UUID. Numbers sort before UUIDs, UUIDs by their bytes.</summary>
internal readonly record struct PointKey : IComparable<PointKey>
{
    private PointKey(bool isUuid, UInt128 value)
    {
        IsUuid = isUuid;
        Value = value;
    }

    public bool IsUuid { get; }

    public UInt128 Value { get; }

    public ulong Number => (ulong)Value;

    public Guid Uuid
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
            return new Guid(bytes, bigEndian: true);
        }
    }

    public static PointKey From(ulong number) => new(isUuid: false, number);

    public static PointKey From(Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return new PointKey(isUuid: true, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    public static PointKey From(bool isUuid, UInt128 value) => new(isUuid, value);

    public int CompareTo(PointKey other) => IsUuid == other.IsUuid ? Value.CompareTo(other.Value) : IsUuid ? 1 : -1;

    public override string ToString() => IsUuid ? Uuid.ToString() : Number.ToString();
}
