namespace EventAi.Emulators.Ollama.Apis;

/// <summary>GET and HEAD <c>/api/version</c>. The version is that of the server whose behaviour is emulated.</summary>
internal static class Version
{
    /// <summary>The image that the containers' backing runs.</summary>
    public const string Emulated = "0.32.15";

    public static void Map(IEndpointRouteBuilder app)
        => app.MapMethods("/api/version", OllamaApis.GetAndHead, static () => Results.Json(new VersionBody(Emulated), OllamaJson.Relaxed.VersionBody));
}
