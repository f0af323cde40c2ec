using EventAi.Emulators.Qdrant.State.Indexing;

namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>The payloads by slot: in memory, or still in a mapped file until somebody looks at them.</summary>
internal sealed class PayloadStore : IDisposable
{
    private Payload?[] _payloads = [];
    private (long Offset, int Length)[] _stored = [];
    private MappedFile? _file;

    public bool Has(int slot) => slot < _payloads.Length && (_payloads[slot] is not null || (slot < _stored.Length && _stored[slot].Length > 0));

    public Payload Get(int slot) => _payloads[slot] ??= Decode(slot);

    /// <summary>The same without keeping what had to be decoded.</summary>
    public Payload Peek(int slot) => _payloads[slot] ?? Decode(slot);

    public void Set(int slot, Payload payload)
    {
        if (slot >= _payloads.Length)
        {
            Array.Resize(ref _payloads, Math.Max(64, Math.Max(slot + 1, _payloads.Length * 2)));
        }
        _payloads[slot] = payload;
    }

    public void Clear(int slot)
    {
        _payloads[slot] = null;
        if (slot < _stored.Length)
        {
            _stored[slot] = default;
        }
    }

    /// <summary>Takes the payloads from a file; where the length is 0 the slot has none.</summary>
    public void Map(MappedFile file, (long Offset, int Length)[] stored)
    {
        _file = file;
        _stored = stored;
        _payloads = new Payload?[stored.Length];
    }

    /// <summary>The payload as it is written to files.</summary>
    public void Write(int slot, BinaryWriter writer)
    {
        if (_payloads[slot] is { } payload)
        {
            PayloadCodec.Write(writer, payload);
        }
        else
        {
            writer.Write(_file!.Slice(_stored[slot].Offset, _stored[slot].Length));
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private unsafe Payload Decode(int slot)
    {
        var bytes = _file!.Slice(_stored[slot].Offset, _stored[slot].Length);
        fixed (byte* start = bytes)
        {
            using var stream = new UnmanagedMemoryStream(start, bytes.Length);
            using var reader = new BinaryReader(stream);
            return PayloadCodec.ReadPayload(reader);
        }
    }
}
