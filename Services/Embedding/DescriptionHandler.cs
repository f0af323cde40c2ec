using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Embedding;

/// <summary>What a document is about becomes payload of its points.</summary>
public sealed class DescriptionHandler(DescriptionStore descriptions, ChunkIndex index) : IEventHandler<DocumentDescribed>
{
    public async Task HandleAsync(Received<DocumentDescribed> received, CancellationToken cancellationToken)
    {
        await descriptions.KeepAsync(received.Event);
        await index.DescribeAsync([received.Event], cancellationToken);
    }
}
