using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Embedding;

/// <summary>A deleted document's points disappear.</summary>
public sealed class DeletionHandler(ChunkIndex index) : IEventHandler<DocumentDeleted>
{
    public Task HandleAsync(Received<DocumentDeleted> received, CancellationToken cancellationToken)
        => index.DeleteUpToAsync(received.Event.DocumentId, received.Event.Version, cancellationToken);
}
