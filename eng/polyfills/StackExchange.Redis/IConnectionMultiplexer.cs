// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
namespace StackExchange.Redis;

public sealed class ConnectionFailedEventArgs(ConnectionFailureType failureType, Exception? exception) : EventArgs
{
    public ConnectionFailureType FailureType { get; } = failureType;

    public Exception? Exception { get; } = exception;
}

public interface IConnectionMultiplexer : IDisposable, IAsyncDisposable
{
    event EventHandler<ConnectionFailedEventArgs>? ConnectionFailed;

    event EventHandler<ConnectionFailedEventArgs>? ConnectionRestored;

    bool IsConnected { get; }

    IDatabase GetDatabase(int db = -1, object? asyncState = null);
}
