using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.State;
using Microsoft.AspNetCore.Connections;

namespace EventAi.Emulators.Kafka;

/// <summary>Kestrel's entry into the Kafka protocol.</summary>
internal sealed class KafkaConnectionHandler(BrokerState state, ApiRegistry apis, ILogger<KafkaConnectionHandler> logger) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        using var client = new KafkaConnection(connection, apis, state.Options.MaxFrameBytes, logger);
        await client.RunAsync();
    }
}
