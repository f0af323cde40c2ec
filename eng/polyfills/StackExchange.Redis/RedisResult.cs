// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
namespace StackExchange.Redis;

/// <summary>The answer of a script or an ad hoc command: one value, or an array of results.</summary>
public abstract class RedisResult
{
    public abstract bool IsNull { get; }

    internal abstract RedisValue AsValue();

    internal abstract RedisResult[]? AsArray();

    public static explicit operator RedisValue(RedisResult? result) => result?.AsValue() ?? RedisValue.Null;

    public static explicit operator RedisResult[]?(RedisResult? result) => result?.AsArray();

    public static explicit operator RedisValue[]?(RedisResult? result) => result?.AsArray() is { } items ? [.. items.Select(static item => item.AsValue())] : null;

    public static explicit operator string?(RedisResult? result) => result?.AsValue();

    public static explicit operator long(RedisResult result) => (long)result.AsValue();

    public static explicit operator int(RedisResult result) => (int)result.AsValue();

    public static explicit operator double(RedisResult result) => (double)result.AsValue();

    public static explicit operator bool(RedisResult result) => (bool)result.AsValue();

    internal sealed class Single(RedisValue value) : RedisResult
    {
        public override bool IsNull => value.IsNull;

        public override string ToString() => value.ToString();

        internal override RedisValue AsValue() => value;

        internal override RedisResult[]? AsArray() => value.IsNull ? null : [this];
    }

    internal sealed class Many(RedisResult[]? items) : RedisResult
    {
        public override bool IsNull => items is null;

        public override string ToString() => items is null ? "(nil)" : $"{items.Length} element(s)";

        internal override RedisValue AsValue() => items is [var only] ? only.AsValue() : throw new InvalidCastException("The result is an array.");

        internal override RedisResult[]? AsArray() => items;
    }

    /// <summary>An error inside the reply; at the top it becomes a <see cref="RedisServerException"/>.</summary>
    internal sealed class Failure(string message) : RedisResult
    {
        public override bool IsNull => false;

        public string Message { get; } = message;

        public override string ToString() => Message;

        internal override RedisValue AsValue() => throw new RedisServerException(Message);

        internal override RedisResult[]? AsArray() => throw new RedisServerException(Message);
    }
}
