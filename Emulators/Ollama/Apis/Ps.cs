namespace EventAi.Emulators.Ollama.Apis;

/// <summary>GET <c>/api/ps</c>: both models are always loaded, nothing is ever unloaded, so the expiry is far away.</summary>
internal static class Ps
{
    private static readonly DateTime Never = new(2318, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static void Map(IEndpointRouteBuilder app)
        => app.MapGet("/api/ps", static (ModelCatalog catalog) => Results.Json(
            new PsBody([.. catalog.Models.Select(Describe)]), OllamaJson.Default.PsBody));

    private static RunningBody Describe(CatalogModel model) => new(
        model.Tag, model.Tag, model.Size, model.Digest.Value, model.Details, Never, SizeVram: 0, model.Details.ContextLength);
}
