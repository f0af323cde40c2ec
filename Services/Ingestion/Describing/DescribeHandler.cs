using EventAi.Contracts;
using EventAi.HybridSearch.Text;
using EventAi.Ingestion.Status;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Ingestion.Describing;

/// <summary>
/// What an uploaded document is about: in a group of its own beside <see cref="ParseHandler"/>, which neither waits for it nor fails with it.
/// </summary>
public sealed class DescribeHandler(DocumentReader reader, DocumentStatusStore statuses, IEventPublisher publisher, TimeProvider time) : IEventHandler<DocumentUploaded>
{
    private const int MaxKeywords = 12;

    private static readonly Guid EventIds = new("d0c8b7a1-6e0b-4b3e-8a53-6a9b1c2f7e10");

    public async Task HandleAsync(Received<DocumentUploaded> received, CancellationToken cancellationToken)
    {
        var uploaded = received.Event;
        if (await reader.ReadAsync(uploaded, cancellationToken) is not { Document.Failure: null } content)
        {
            return; // gone, replaced, or not readable: the other group says so
        }
        var described = new DocumentDescribed
        {
            EventId = NameBasedGuid.Create(EventIds, $"{uploaded.DocumentId}/{uploaded.Version}/described"),
            Timestamp = time.GetUtcNow(),
            DocumentId = uploaded.DocumentId,
            Version = uploaded.Version,
            Title = content.Document.Title,
            Language = content.Language,
            Keywords = Keywords.Of(content.Document, LanguageCodes.Parse(content.Language), MaxKeywords),
            Dates = DatesInText.Find(content.Document, 64),
            Tags = content.Tags,
            PersonalData = content.PersonalData,
            PublishedAt = content.PublishedAt,
        };
        await statuses.DescribedAsync(described);
        await publisher.PublishAsync(described, received.Trace, cancellationToken);
    }
}
