using Microsoft.Extensions.DependencyInjection;

namespace EventAi.AppHost.Resources;

/// <summary>Resource <c>redis</c>: windows, claims, statuses, caches. Without containers it is the machine's own redis-server.</summary>
internal static class Redis
{
    public static IResourceBuilder<IResourceWithConnectionString> AddRedisServer(this IDistributedApplicationBuilder builder, Backing backing)
        => backing == Backing.Containers
            ? builder.AddRedis("redis").WithDataVolume("eventai-redis")
            : builder.AddProcess();

    private static IResourceBuilder<RedisProcessResource> AddProcess(this IDistributedApplicationBuilder builder)
    {
        var redis = builder.AddResource(new RedisProcessResource("redis", DataDirectory.Of(builder, "redis"))).WithEndpoint(name: "tcp", scheme: "tcp");
        var endpoint = redis.GetEndpoint("tcp");
        builder.Services.AddHealthChecks().AddCheck("redis-ping", new RedisPing(endpoint));
        return redis
            // Appended to the file before the answer: a killed server comes back with everything it has acknowledged.
            .WithArgs("--bind", "127.0.0.1", "--appendonly", "yes", "--save", "", "--port", endpoint.Property(EndpointProperty.TargetPort))
            .WithHealthCheck("redis-ping");
    }
}
