using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Ingestion.Status;

internal static class StatusExtensions
{
    /// <summary>The store of states, those who follow it, and the consumers that move it.</summary>
    public static IServiceCollection AddStatus(this IServiceCollection services)
        => services.AddSingleton<DocumentStatusStore>()
            .AddSingleton<DocumentChanges>()
            .AddSingleton<StatusStream>()
            .AddEventConsumer<DocumentEmbedded, StatusHandler>(IngestionConsumers.Status)
            .AddEventConsumer<DocumentIndexed, StatusHandler>(IngestionConsumers.Status)
            .AddEventConsumer<DocumentFailed, StatusHandler>(IngestionConsumers.Status);
}
