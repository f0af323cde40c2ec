using Microsoft.Extensions.DependencyInjection;

namespace EventAi.AppHost.Resources;

/// <summary>Resource <c>redis</c>: windows, claims, statuses, caches. Without containers it is the machine's own redis-server.</summary>
internal static class Redis
{
    public static IResourceBuilder<IResourceWithConnectionString> AddRedisServer(this IDistributedApplicationBuilder builder, Backing backing, string name = "redis")
        => backing == Backing.Containers
            ? builder.AddRedis(name).WithDataVolume($"eventai-{name}")
            : builder.AddProcess(name);

    private static IResourceBuilder<RedisProcessResource> AddProcess(this IDistributedApplicationBuilder builder, string name)
    {
        var redis = builder.AddResource(new RedisProcessResource(name, DataDirectory.Of(builder, name))).WithEndpoint(name: "tcp", scheme: "tcp");
        var endpoint = redis.GetEndpoint("tcp");
        builder.Services.AddHealthChecks().AddCheck($"{name}-ping", new RedisPing(endpoint));
        return redis
            // Appended to the file before the answer: a killed server comes back with everything it has acknowledged.
            .WithArgs("--bind", "127.0.0.1", "--appendonly", "yes", "--save", "", "--port", endpoint.Property(EndpointProperty.TargetPort))
            .WithHealthCheck($"{name}-ping");
    }
}
