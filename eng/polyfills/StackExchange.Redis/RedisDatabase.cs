// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
namespace StackExchange.Redis;

internal sealed class RedisDatabase(ConnectionMultiplexer multiplexer, int database) : RedisCommands, IDatabase
{
    public int Database { get; } = database;

    public IBatch CreateBatch(object? asyncState = null) => new RedisBatch(multiplexer);

    protected override Task<RedisResult> SendAsync(RedisValue[] command, CommandFlags flags)
    {
        var message = new RedisMessage(command);
        multiplexer.Send(message);
        return message.Reply;
    }
}

internal sealed class RedisBatch(ConnectionMultiplexer multiplexer) : RedisCommands, IBatch
{
    private readonly Lock _lock = new();
    private List<RedisMessage> _held = [];

    public void Execute()
    {
        List<RedisMessage> messages;
        lock (_lock)
        {
            (messages, _held) = (_held, []);
        }
        foreach (var message in messages)
        {
            multiplexer.Send(message);
        }
    }

    protected override Task<RedisResult> SendAsync(RedisValue[] command, CommandFlags flags)
    {
        var message = new RedisMessage(command);
        lock (_lock)
        {
            _held.Add(message);
        }
        return message.Reply;
    }
}
