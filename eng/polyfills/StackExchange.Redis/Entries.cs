// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
namespace StackExchange.Redis;

public readonly record struct HashEntry
{
    public HashEntry(RedisValue name, RedisValue value) => (Name, Value) = (name, value);

    public RedisValue Name { get; }

    public RedisValue Value { get; }

    public override string ToString() => $"{Name}: {Value}";
}

public readonly record struct SortedSetEntry
{
    public SortedSetEntry(RedisValue element, double score) => (Element, Score) = (element, score);

    public RedisValue Element { get; }

    public double Score { get; }

    public override string ToString() => $"{Element}: {Score}";
}

/// <summary>When a key expires; nothing said leaves it without expiry.</summary>
public readonly struct Expiration
{
    public Expiration(TimeSpan ttl) => Ttl = ttl;

    public static Expiration Default => default;

    internal TimeSpan? Ttl { get; }

    public static implicit operator Expiration(TimeSpan ttl) => new(ttl);
}

/// <summary>What must hold for a write to happen.</summary>
public readonly struct ValueCondition
{
    private ValueCondition(When when) => When = when;

    public static ValueCondition Always => default;

    public static ValueCondition Exists => new(When.Exists);

    public static ValueCondition NotExists => new(When.NotExists);

    internal When When { get; }
}
