// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
namespace StackExchange.Redis;

/// <summary>One command on its way, and its reply.</summary>
internal sealed class RedisMessage(RedisValue[] command)
{
    private readonly TaskCompletionSource<RedisResult> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RedisValue[] Command { get; } = command;

    public Task<RedisResult> Reply => _reply.Task;

    public bool IsDone => _reply.Task.IsCompleted;

    /// <summary>Milliseconds of the monotonic clock after which the caller is told of a timeout.</summary>
    public long Deadline { get; set; }

    public void Complete(RedisResult result)
    {
        if (result is RedisResult.Failure failure)
        {
            _reply.TrySetException(new RedisServerException(failure.Message));
        }
        else
        {
            _reply.TrySetResult(result);
        }
    }

    public void Fail(Exception exception) => _reply.TrySetException(exception);
}
