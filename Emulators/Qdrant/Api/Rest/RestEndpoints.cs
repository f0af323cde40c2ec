namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>
/// The REST interface: JSON becomes the message of the gRPC method that does the same, its answer becomes JSON again. So both interfaces
/// have one behaviour; a route that is not here answers 404.
/// </summary>
internal static class RestEndpoints
{
    public static void MapRest(this IEndpointRouteBuilder endpoints, CollectionStore store)
    {
        endpoints.MapService(store);
        endpoints.MapCollections(store);
        endpoints.MapPoints(store);
        endpoints.MapSearch(store);
        endpoints.MapSnapshots(store);
    }
}
