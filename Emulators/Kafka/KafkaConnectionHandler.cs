using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.State;
using Microsoft.AspNetCore.Connections;

namespace EventAi.Emulators.Kafka;

/// <summary>Kestrel's entry into the Kafka protocol.</summary>
internal sealed class KafkaConnectionHandler(BrokerState state, ApiRegistry apis, BrokerServices broker, ILogger<KafkaConnectionHandler> logger) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        if (broker.Faults is { IsRefusing: true })
        {
            connection.Abort();
            return;
        }

        broker.Metrics?.Connected(1);
        try
        {
            using var client = new KafkaConnection(connection, apis, state.Options, broker, logger);
            await client.RunAsync();
        }
        finally
        {
            broker.Metrics?.Connected(-1);
        }
    }
}
