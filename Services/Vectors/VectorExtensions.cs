using EventAi.HybridSearch;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OllamaSharp;
using Qdrant.Client;

namespace EventAi.Vectors;

/// <summary>The vector store (connection string <c>qdrant</c>), the embedding model (connection string <c>ollama</c>) and the encoder of sparse vectors.</summary>
public static class VectorExtensions
{
    public static IServiceCollection AddVectors(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VectorOptions>().BindConfiguration("Vectors").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(static provider => new Bm25Encoder(provider.GetRequiredService<IOptions<VectorOptions>>().Value.Bm25));
        services.AddSingleton<ActiveIndexes>();
        services.AddQdrant(configuration);
        services.AddEmbeddings(configuration);
        return services;
    }

    private static void AddQdrant(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = EndpointConnectionString.Read(configuration, "qdrant");
        services.AddSingleton(_ => new QdrantClient(
            connection.Endpoint.Host, connection.Endpoint.Port, https: connection.Endpoint.Scheme == Uri.UriSchemeHttps, apiKey: connection.Key));
        services.AddHealthChecks().AddCheck<QdrantHealthCheck>("qdrant");
    }

    private static void AddEmbeddings(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = EndpointConnectionString.Read(configuration, "ollama");
        services.AddHttpClient("ollama", http => http.BaseAddress = connection.Endpoint);
        services.AddEmbeddingGenerator(provider => (IEmbeddingGenerator<string, Embedding<float>>)new OllamaApiClient(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient("ollama"),
                provider.GetRequiredService<IOptions<VectorOptions>>().Value.EmbeddingModel))
            .UseOpenTelemetry();
    }

    private sealed class QdrantHealthCheck(QdrantClient qdrant) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await qdrant.HealthAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Grpc.Core.RpcException exception)
            {
                return HealthCheckResult.Unhealthy(exception.Status.Detail);
            }
        }
    }
}
