// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
using System.Text;

namespace StackExchange.Redis;

public readonly struct RedisKey : IEquatable<RedisKey>
{
    private readonly byte[]? _bytes;

    public RedisKey(string? key) => _bytes = key is null ? null : Encoding.UTF8.GetBytes(key);

    private RedisKey(byte[]? bytes) => _bytes = bytes;

    internal ReadOnlyMemory<byte> Bytes => _bytes;

    public static implicit operator RedisKey(string? key) => new(key);

    public static implicit operator RedisKey(byte[]? key) => new(key);

    public static implicit operator string?(RedisKey key) => key._bytes is null ? null : Encoding.UTF8.GetString(key._bytes);

    public static implicit operator byte[]?(RedisKey key) => key._bytes;

    public static bool operator ==(RedisKey x, RedisKey y) => x.Equals(y);

    public static bool operator !=(RedisKey x, RedisKey y) => !x.Equals(y);

    public bool Equals(RedisKey other) => _bytes is null || other._bytes is null
        ? _bytes is null && other._bytes is null
        : _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => obj is RedisKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => (string?)this ?? "(null)";
}
