using System.Buffers.Binary;
using System.Text;

namespace EventAi.Emulators.Aws.Journaling;

/// <summary>Reads the payload of one record in the order it was written.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    public byte Byte() => Take(1)[0];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public Guid Id() => new(Take(16));

    public string? Text() => Int() is var length && length < 0 ? null : Encoding.UTF8.GetString(Take(length));

    public byte[]? Blob() => Int() is var length && length < 0 ? null : Take(length).ToArray();

    public Dictionary<string, string> Map()
    {
        var count = Int();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            values.Add(Text()!, Text()!);
        }
        return values;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
