using EventAi.ServiceDefaults;

namespace EventAi.Gateway.Status;

/// <summary>Asks every service that the gateway knows for its health.</summary>
internal sealed class SystemStatus(IHttpClientFactory clients, IConfiguration configuration)
{
    private static readonly string[] Services = ["ingestion", "embedding", "retrieval", "fraud-scoring", "agents"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public Task<ServiceStatus[]> AskAsync(CancellationToken cancellationToken)
        => Task.WhenAll(Services.Select(service => AskAsync(service, cancellationToken)));

    private async Task<ServiceStatus> AskAsync(string service, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await clients.CreateClient("status").GetAsync(new Uri(configuration.GetServiceAddress(service), "/health"), patience.Token);
            return new ServiceStatus(service, await response.Content.ReadAsStringAsync(patience.Token));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new ServiceStatus(service, exception is OperationCanceledException ? "No answer" : "Unreachable");
        }
    }
}
