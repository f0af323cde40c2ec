// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
namespace StackExchange.Redis;

public class RedisException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The server cannot be reached; commands under way may or may not have had their effect.</summary>
public sealed class RedisConnectionException(ConnectionFailureType failureType, string message, Exception? innerException = null)
    : RedisException(message, innerException)
{
    public ConnectionFailureType FailureType { get; } = failureType;
}

/// <summary>The server answered with an error.</summary>
public sealed class RedisServerException(string message) : RedisException(message);

/// <summary>No answer within the configured time.</summary>
public sealed class RedisTimeoutException(string message, CommandStatus commandStatus) : TimeoutException(message)
{
    public CommandStatus Commandstatus { get; } = commandStatus;
}
