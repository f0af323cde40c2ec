// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
using System.Globalization;
using System.Text;

namespace StackExchange.Redis;

/// <summary>A value as the server holds it, bytes; numbers are their decimal text.</summary>
public readonly struct RedisValue : IEquatable<RedisValue>
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _hasValue;

    public RedisValue(string value)
        : this(Encoding.UTF8.GetBytes(value))
    {
    }

    private RedisValue(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _hasValue = true;
    }

    public static RedisValue Null => default;

    public static RedisValue EmptyString { get; } = new(ReadOnlyMemory<byte>.Empty);

    public bool IsNull => !_hasValue;

    public bool IsNullOrEmpty => _bytes.IsEmpty;

    public bool HasValue => !_bytes.IsEmpty;

    public bool IsInteger => TryParse(out long _);

    internal ReadOnlyMemory<byte> Bytes => _bytes;

    public static implicit operator RedisValue(string? value) => value is null ? Null : new RedisValue(value);

    public static implicit operator RedisValue(byte[]? value) => value is null ? Null : new RedisValue(value.AsMemory());

    public static implicit operator RedisValue(ReadOnlyMemory<byte> value) => new(value);

    public static implicit operator RedisValue(int value) => (long)value;

    public static implicit operator RedisValue(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    public static implicit operator RedisValue(double value) => new(Format(value));

    public static implicit operator RedisValue(bool value) => value ? 1L : 0L;

    public static implicit operator string?(RedisValue value) => value.IsNull ? null : Encoding.UTF8.GetString(value._bytes.Span);

    public static implicit operator byte[]?(RedisValue value) => value.IsNull ? null : value._bytes.ToArray();

    public static implicit operator ReadOnlyMemory<byte>(RedisValue value) => value._bytes;

    public static explicit operator long(RedisValue value)
        => value.IsNull ? 0 : value.TryParse(out long number) ? number : throw NoCast(value, typeof(long));

    public static explicit operator long?(RedisValue value) => value.IsNull ? null : (long)value;

    public static explicit operator int(RedisValue value) => checked((int)(long)value);

    public static explicit operator int?(RedisValue value) => value.IsNull ? null : (int)value;

    public static explicit operator double(RedisValue value)
        => value.IsNull ? 0 : value.TryParse(out double number) ? number : throw NoCast(value, typeof(double));

    public static explicit operator double?(RedisValue value) => value.IsNull ? null : (double)value;

    public static explicit operator bool(RedisValue value) => (long)value != 0;

    public static bool operator ==(RedisValue x, RedisValue y) => x.Equals(y);

    public static bool operator !=(RedisValue x, RedisValue y) => !x.Equals(y);

    public bool TryParse(out long val)
    {
        val = 0;
        return _hasValue && long.TryParse(_bytes.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out val);
    }

    public bool TryParse(out double val)
    {
        val = 0;
        return (string?)this switch
        {
            null => false,
            "inf" or "+inf" => (val = double.PositiveInfinity) > 0,
            "-inf" => (val = double.NegativeInfinity) < 0,
            var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out val),
        };
    }

    public long Length() => _bytes.Length;

    public bool Equals(RedisValue other) => IsNull == other.IsNull && _bytes.Span.SequenceEqual(other._bytes.Span);

    public override bool Equals(object? obj) => obj is RedisValue other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes.Span);
        return hash.ToHashCode();
    }

    public override string ToString() => (string?)this ?? "";

    internal static string Format(double value) => value switch
    {
        double.PositiveInfinity => "+inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("G17", CultureInfo.InvariantCulture),
    };

    private static InvalidCastException NoCast(RedisValue value, Type type)
        => new($"Unable to cast from a value of {value.Length()} bytes to {type}.");
}
