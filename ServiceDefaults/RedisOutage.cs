using StackExchange.Redis;

namespace EventAi.ServiceDefaults;

/// <summary>Tells a Redis that is away, loading its file, failing over or full from a command that is wrong.</summary>
public static class RedisOutage
{
    /// <summary>Error codes that pass by themselves or by an operator's hand (redis.io, "Redis serialization protocol", error prefixes).</summary>
    private static readonly string[] Codes = ["LOADING", "MASTERDOWN", "READONLY", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "OOM", "MISCONF", "NOREPLICAS"];

    public static bool Is(Exception exception) => exception switch
    {
        RedisConnectionException or RedisTimeoutException => true,
        RedisServerException server => Codes.Any(code => server.Message.StartsWith(code, StringComparison.Ordinal)),
        _ => false,
    };
}
