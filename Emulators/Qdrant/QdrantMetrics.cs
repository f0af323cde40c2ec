using System.Diagnostics.Metrics;

namespace EventAi.Emulators.Qdrant;

/// <summary>What the server counts, meter "EventAi.Emulators.Qdrant": qdrant.collections, qdrant.points and qdrant.vectors.indexed (by collection).</summary>
internal sealed class QdrantMetrics
{
    public const string MeterName = "EventAi.Emulators.Qdrant";

    public QdrantMetrics(IMeterFactory meters, CollectionStore store)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("qdrant.collections", () => store.Names.Count, "{collection}", "Collections.");
        meter.CreateObservableGauge("qdrant.points", () => Measure(store, summary => summary.Points), "{point}", "Points of a collection.");
        meter.CreateObservableGauge("qdrant.vectors.indexed", () => Measure(store, summary => summary.IndexedVectors), "{vector}", "Vectors in a collection's graphs.");
    }

    private static IEnumerable<Measurement<int>> Measure(CollectionStore store, Func<CollectionSummary, int> figure)
        => store.Names.Select(store.Find).OfType<Collection>()
            .Select(collection => new Measurement<int>(figure(collection.Summarize()), new KeyValuePair<string, object?>("collection", collection.Parameters.Name)));
}
