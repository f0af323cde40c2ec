namespace EventAi.AppHost.Resources;

/// <summary>Resource <c>ollama</c>: the models.</summary>
internal static class Ollama
{
    public static IResourceBuilder<IResourceWithConnectionString> AddModelServer(this IDistributedApplicationBuilder builder, Backing backing)
        => backing == Backing.Containers
            ? builder.AddServer()
            : builder.AddResource(new OllamaEmulatorResource("ollama"))
                .WithAnnotation<IProjectMetadata>(new Projects.OllamaEmulator())
                .WithHttpEndpoint(name: "http", env: "HTTP_PORTS")
                .WithHttpHealthCheck("/health", endpointName: "http");

    private static IResourceBuilder<IResourceWithConnectionString> AddServer(this IDistributedApplicationBuilder builder)
    {
        var ollama = builder.AddOllama("ollama").WithDataVolume("eventai-ollama");
        var models = ModelNames.Of(Backing.Containers);
        ollama.AddModel("embedding-model", models.Embedding);
        ollama.AddModel("chat-model", models.Chat);
        return ollama;
    }
}
