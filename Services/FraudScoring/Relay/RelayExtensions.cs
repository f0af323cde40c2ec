using Amazon.EventBridge;
using Amazon.Runtime;
using EventAi.Contracts;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.FraudScoring.Relay;

internal static class RelayExtensions
{
    /// <summary>The relay to EventBridge at the connection string <c>aws</c> (an endpoint's URL); without one, alerts stay on Kafka.</summary>
    public static IServiceCollection AddAlertRelay(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetConnectionString("aws") is not { Length: > 0 } endpoint)
        {
            return services;
        }
        // The local endpoint takes any key pair; a deployment brings its own through the SDK's environment variables.
        var credentials = new BasicAWSCredentials(configuration["AWS_ACCESS_KEY_ID"] ?? "local", configuration["AWS_SECRET_ACCESS_KEY"] ?? "local");
        services.AddSingleton<IAmazonEventBridge>(_ => new AmazonEventBridgeClient(
            credentials, new AmazonEventBridgeConfig { ServiceURL = endpoint, AuthenticationRegion = configuration["AWS_REGION"] ?? "us-east-1" }));
        return services.AddEventBatchConsumer<HighRiskTransaction, AlertRelay>(new()
        {
            Group = "fraud-relay",
            BatchSize = AlertRelay.MaxEvents,
            TransientFailures = { static exception => RedisOutage.Is(exception) || exception is AmazonServiceException or AmazonClientException },
        });
    }
}
