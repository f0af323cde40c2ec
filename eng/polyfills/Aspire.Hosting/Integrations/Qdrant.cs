using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Stand-in for Aspire.Hosting.Qdrant 13.5.4.</summary>
    public class QdrantServerResource(string name, ParameterResource apiKey) : ContainerResource(name), IResourceWithConnectionString
    {
        public ParameterResource ApiKeyParameter { get; } = apiKey;

        public EndpointReference PrimaryEndpoint => new(this, "grpc");

        public EndpointReference HttpEndpoint => new(this, "http");

        public EndpointReferenceExpression GrpcHost => PrimaryEndpoint.Property(EndpointProperty.Host);

        public EndpointReferenceExpression GrpcPort => PrimaryEndpoint.Property(EndpointProperty.Port);

        public EndpointReferenceExpression HttpHost => HttpEndpoint.Property(EndpointProperty.Host);

        public EndpointReferenceExpression HttpPort => HttpEndpoint.Property(EndpointProperty.Port);

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Endpoint={PrimaryEndpoint.Property(EndpointProperty.Url)};Key={ApiKeyParameter}");

        public ReferenceExpression HttpConnectionStringExpression => ReferenceExpression.Create($"Endpoint={HttpEndpoint.Property(EndpointProperty.Url)};Key={ApiKeyParameter}");

        public ReferenceExpression UriExpression => ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Url)}");

        public ReferenceExpression HttpUriExpression => ReferenceExpression.Create($"{HttpEndpoint.Property(EndpointProperty.Url)}");

        IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        [
            new("GrpcHost", ReferenceExpression.Create($"{GrpcHost}")),
            new("GrpcPort", ReferenceExpression.Create($"{GrpcPort}")),
            new("HttpHost", ReferenceExpression.Create($"{HttpHost}")),
            new("HttpPort", ReferenceExpression.Create($"{HttpPort}")),
            new("ApiKey", ReferenceExpression.Create($"{ApiKeyParameter}")),
            new("Uri", UriExpression),
            new("HttpUri", HttpUriExpression),
        ];
    }
}

namespace Aspire.Hosting
{
    public static class QdrantBuilderExtensions
    {
        public static IResourceBuilder<QdrantServerResource> AddQdrant(
            this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<ParameterResource>? apiKey = null, int? grpcPort = null, int? httpPort = null)
        {
            QdrantServerResource qdrant = new(name, apiKey?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-Key", special: false));
            return builder.AddResource(qdrant)
                .WithImage("qdrant/qdrant", "v1.18.0")
                .WithImageRegistry("docker.io")
                .WithIconName("DatabaseSearch")
                .WithHttpEndpoint(port: grpcPort, targetPort: 6334, name: "grpc")
                .WithEndpoint("grpc", endpoint => endpoint.Transport = "http2")
                .WithHttpEndpoint(port: httpPort, targetPort: 6333, name: "http")
                .WithEnvironment(context =>
                {
                    context.EnvironmentVariables["QDRANT__SERVICE__API_KEY"] = qdrant.ApiKeyParameter;
                    if (context.ExecutionContext.IsPublishMode)
                    {
                        context.EnvironmentVariables["QDRANT__SERVICE__ENABLE_STATIC_CONTENT"] = "0";
                    }
                });
        }

        public static IResourceBuilder<QdrantServerResource> WithDataVolume(this IResourceBuilder<QdrantServerResource> builder, string? name = null, bool isReadOnly = false)
            => builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), "/qdrant/storage", isReadOnly);

        public static IResourceBuilder<QdrantServerResource> WithDataBindMount(this IResourceBuilder<QdrantServerResource> builder, string source, bool isReadOnly = false)
            => builder.WithBindMount(source, "/qdrant/storage", isReadOnly);

        public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<QdrantServerResource> qdrantResource)
            where TDestination : IResourceWithEnvironment => builder.WithReference(qdrantResource, connectionName: null);

        /// <summary>Besides the connection string over gRPC it injects the one over HTTP, as <c>ConnectionStrings__name_http</c>.</summary>
        public static IResourceBuilder<TDestination> WithReference<TDestination>(
            this IResourceBuilder<TDestination> builder, IResourceBuilder<QdrantServerResource> qdrantResource, string? connectionName = null)
            where TDestination : IResourceWithEnvironment
        {
            var qdrant = qdrantResource.Resource;
            var variable = $"ConnectionStrings__{connectionName ?? qdrant.Name}";
            return ResourceBuilderExtensions.WithReference(builder, qdrantResource, connectionName).WithEnvironment(context =>
            {
                context.EnvironmentVariables[variable] = qdrant.ConnectionStringExpression;
                context.EnvironmentVariables[$"{variable}_http"] = qdrant.HttpConnectionStringExpression;
            });
        }
    }
}
