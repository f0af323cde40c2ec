using EventAi.Contracts;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Ingestion.Status;

/// <summary>Follows a document's fate. A version that was deleted while it was being indexed is deleted again, so that none of its points stay.</summary>
public sealed class StatusHandler(DocumentStatusStore statuses, IEventPublisher publisher, TimeProvider time)
    : IEventHandler<DocumentEmbedded>, IEventHandler<DocumentIndexed>, IEventHandler<DocumentFailed>
{
    private static readonly Guid EventIds = new("b4a3c6de-77d2-4d0f-95cf-6a1d5b0e4c44");

    public Task HandleAsync(Received<DocumentEmbedded> received, CancellationToken cancellationToken)
        => statuses.EmbeddedAsync(received.Event.DocumentId, received.Event.Version);

    public async Task HandleAsync(Received<DocumentIndexed> received, CancellationToken cancellationToken)
    {
        var indexed = received.Event;
        if (!await statuses.IndexedAsync(indexed.DocumentId, indexed.Version, indexed.Chunks)
            && await statuses.GetAsync(indexed.DocumentId) is { State: DocumentState.Deleted })
        {
            await publisher.PublishAsync(
                new DocumentDeleted
                {
                    EventId = NameBasedGuid.Create(EventIds, $"{indexed.DocumentId}/{indexed.Version}/deleted"),
                    Timestamp = time.GetUtcNow(),
                    DocumentId = indexed.DocumentId,
                    Version = indexed.Version,
                    Tenant = indexed.Tenant,
                },
                received.Trace,
                cancellationToken);
        }
    }

    public Task HandleAsync(Received<DocumentFailed> received, CancellationToken cancellationToken)
        => statuses.FailedAsync(received.Event.DocumentId, received.Event.Version, received.Event.Stage, received.Event.Reason);
}
