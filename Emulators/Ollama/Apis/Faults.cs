namespace EventAi.Emulators.Ollama.Apis;

/// <summary>POST and DELETE <c>/_emulator/faults</c>: see <see cref="FaultInjection"/>.</summary>
internal static class Faults
{
    private const string Route = "/_emulator/faults";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Route, static async (HttpContext context, FaultInjection faults) =>
        {
            faults.Add(await RequestBody.ReadAsync(context, OllamaJson.Default.Fault));
            return Results.NoContent();
        });
        app.MapDelete(Route, static (FaultInjection faults) =>
        {
            faults.Clear();
            return Results.NoContent();
        });
    }
}
