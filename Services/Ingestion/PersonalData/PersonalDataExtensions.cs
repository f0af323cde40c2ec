using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace EventAi.Ingestion.PersonalData;

internal static class PersonalDataExtensions
{
    /// <summary>Tokenization, and the store of what tokens stand for at the connection string <c>vault</c>.</summary>
    public static IServiceCollection AddPersonalData(this IServiceCollection services)
    {
        services.AddOptions<PersonalDataOptions>().BindConfiguration("PersonalData").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PersonalDataKeys>();
        services.AddSingleton<PersonalDataVault>();
        services.AddSingleton<PersonalDataTokenizer>();
        services.AddHealthChecks().AddCheck<VaultHealthCheck>("vault");
        return services;
    }

    private sealed class VaultHealthCheck(PersonalDataVault vault) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await vault.PingAsync();
                return HealthCheckResult.Healthy();
            }
            catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
            {
                return HealthCheckResult.Unhealthy(exception.Message);
            }
        }
    }
}
