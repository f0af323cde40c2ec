namespace EventAi.AppHost.Resources;

/// <summary>Resource <c>qdrant</c>: the vectors of all chunks.</summary>
internal static class Qdrant
{
    public static IResourceBuilder<IResourceWithConnectionString> AddVectorStore(this IDistributedApplicationBuilder builder, Backing backing)
        => backing == Backing.Containers
            ? builder.AddQdrant("qdrant").WithDataVolume("eventai-qdrant")
            : builder.AddResource(new QdrantEmulatorResource("qdrant"))
                .WithAnnotation<IProjectMetadata>(new Projects.QdrantEmulator())
                .WithEndpoint(name: "grpc", scheme: "http", env: "Qdrant__GrpcPort")
                .WithHttpEndpoint(name: "http", env: "Qdrant__RestPort")
                .WithHttpHealthCheck("/readyz", endpointName: "http")
                .WithEnvironment("Qdrant__Data", DataDirectory.Of(builder, "qdrant"));
}
