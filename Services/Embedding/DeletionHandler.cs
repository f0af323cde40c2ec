using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Embedding;

/// <summary>A deleted document's points disappear, and what was remembered of it.</summary>
public sealed class DeletionHandler(ChunkIndex index, DescriptionStore descriptions) : IEventHandler<DocumentDeleted>
{
    public async Task HandleAsync(Received<DocumentDeleted> received, CancellationToken cancellationToken)
    {
        await index.DeleteUpToAsync(received.Event.DocumentId, received.Event.Version, cancellationToken);
        await descriptions.ForgetAsync(received.Event.DocumentId, received.Event.Version);
    }
}
