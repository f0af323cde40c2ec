using EventAi.Contracts;
using EventAi.Retrieval.Search;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Retrieval.Caching;

/// <summary>A document can be found in a new version: what was kept and could hold it is dropped.</summary>
public sealed class IndexedHandler(CacheEntries entries, CollectionProfiles profiles, DocumentFactsReader facts) : IEventBatchHandler<DocumentIndexed>
{
    public async Task HandleAsync(IReadOnlyList<Received<DocumentIndexed>> batch, CancellationToken cancellationToken)
    {
        profiles.Changed();
        var changes = batch.Select(static received => received.Event.DocumentId).Distinct(StringComparer.Ordinal).Select(static id => new DocumentChange(id, Deleted: false));
        await entries.DropAsync([.. changes], change => facts.CompleteAsync(change, cancellationToken));
    }
}
