namespace EventAi.Emulators.Ollama.Apis;

/// <summary>GET and HEAD <c>/</c>: "Ollama is running".</summary>
internal static class Root
{
    public static void Map(IEndpointRouteBuilder app)
        => app.MapMethods("/", OllamaApis.GetAndHead, static () => Results.Text("Ollama is running"));
}
