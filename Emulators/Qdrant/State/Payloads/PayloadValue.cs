namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>A JSON value that tells integers from other numbers. Immutable: lists and objects are never changed once made.</summary>
internal readonly struct PayloadValue
{
    private readonly long _bits;
    private readonly object? _reference;

    private PayloadValue(PayloadKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    public PayloadKind Kind { get; }

    public bool Boolean => _bits != 0;

    public long Integer => _bits;

    public double Double => BitConverter.Int64BitsToDouble(_bits);

    public string String => (string)_reference!;

    public PayloadValue[] List => (PayloadValue[])_reference!;

    public Payload Object => (Payload)_reference!;

    public static PayloadValue Null => default;

    public static PayloadValue From(bool value) => new(PayloadKind.Boolean, value ? 1 : 0, null);

    public static PayloadValue From(long value) => new(PayloadKind.Integer, value, null);

    public static PayloadValue From(double value) => new(PayloadKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    public static PayloadValue From(string value) => new(PayloadKind.String, 0, value);

    public static PayloadValue From(PayloadValue[] values) => new(PayloadKind.List, 0, values);

    public static PayloadValue From(Payload value) => new(PayloadKind.Object, 0, value);
}
