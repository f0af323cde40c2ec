using EventAi.Contracts;
using EventAi.Retrieval.Search;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Retrieval.Caching;

/// <summary>A document is gone: what was kept and holds it is dropped.</summary>
public sealed class DeletedHandler(CacheEntries entries, CollectionProfiles profiles) : IEventBatchHandler<DocumentDeleted>
{
    public Task HandleAsync(IReadOnlyList<Received<DocumentDeleted>> batch, CancellationToken cancellationToken)
    {
        profiles.Changed();
        var changes = batch.Select(static received => received.Event.DocumentId).Distinct(StringComparer.Ordinal).Select(static id => new DocumentChange(id, Deleted: true));
        return entries.DropAsync([.. changes], Task.FromResult);
    }
}
