using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>Fills a message with random contents through its own description, so that a new message is covered by being registered.</summary>
internal sealed class RandomFields : WireFields
{
    private readonly Random _random;

    public RandomFields(Random random, short version, bool flexible)
    {
        _random = random;
        Start(version, flexible);
    }

    protected override void OnBool(ref bool value) => value = _random.Next(2) == 1;

    protected override void OnInt8(ref sbyte value) => value = (sbyte)_random.Next(256);

    protected override void OnInt16(ref short value) => value = (short)_random.Next(65536);

    protected override void OnInt32(ref int value) => value = (int)_random.NextInt64();

    protected override void OnInt64(ref long value) => value = _random.NextInt64(long.MinValue, long.MaxValue);

    protected override void OnUuid(ref Guid value)
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        value = new Guid(bytes);
    }

    protected override void OnString(ref string? value, bool nullable) =>
        value = nullable && _random.Next(4) == 0 ? null : string.Concat(Enumerable.Range(0, _random.Next(200)).Select(_ => "aZ0.-_ßЖ漢"[_random.Next(9)]));

    protected override void OnBytes(ref ReadOnlyMemory<byte> value) => value = Bytes();

    // Records are not written inline, so a codec test leaves them out.
    protected override void OnRecords(ref RecordData value) => value = default;

    protected override void OnArray<T>(ref List<T>? value, bool nullable, Visit<T> visit, Func<T> create)
    {
        value = nullable && _random.Next(4) == 0 ? null : [];
        for (var count = _random.Next(4); count > 0; count--)
        {
            var item = create();
            visit(this, ref item);
            value?.Add(item);
        }
    }

    protected override void TaggedFields()
    {
    }

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(300)];
        _random.NextBytes(bytes);
        return bytes;
    }
}
