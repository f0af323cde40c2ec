using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace EventAi.ServiceDefaults;

/// <summary>The connection string <c>redis</c> as one shared connection with a health check; a server that is away at the start is waited for.</summary>
public static class RedisExtensions
{
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IConnectionMultiplexer>(_ =>
            ConnectionMultiplexer.Connect($"{configuration.GetRequiredConnectionString("redis")},abortConnect=false"));
        services.AddHealthChecks().AddCheck<RedisHealthCheck>("redis");
        return services;
    }

    private sealed class RedisHealthCheck(IConnectionMultiplexer redis) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await redis.GetDatabase().PingAsync();
                return HealthCheckResult.Healthy();
            }
            catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
            {
                return HealthCheckResult.Unhealthy(exception.Message);
            }
        }
    }
}
