using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>Stand-in for CommunityToolkit.Aspire.Hosting.Ollama 13.5.0.</summary>
    public interface IOllamaResource : IResourceWithConnectionString, IResourceWithEndpoints
    {
        EndpointReference PrimaryEndpoint { get; }

        EndpointReferenceExpression Host { get; }

        EndpointReferenceExpression Port { get; }

        ReferenceExpression UriExpression { get; }

        IReadOnlyList<string> Models { get; }

        void AddModel(string modelName);
    }

    public class OllamaResource(string name) : ContainerResource(name), IOllamaResource
    {
        private readonly List<string> models = [];

        public EndpointReference PrimaryEndpoint => new(this, "http");

        public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

        public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

        public IReadOnlyList<string> Models => models;

        public ReferenceExpression UriExpression => ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Scheme)}://{Host}:{Port}");

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Endpoint={PrimaryEndpoint.Property(EndpointProperty.Scheme)}://{Host}:{Port}");

        public void AddModel(string modelName)
        {
            ArgumentException.ThrowIfNullOrEmpty(modelName);
            if (!models.Contains(modelName, StringComparer.Ordinal))
            {
                models.Add(modelName);
            }
        }

        IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        [
            new("Host", ReferenceExpression.Create($"{Host}")),
            new("Port", ReferenceExpression.Create($"{Port}")),
            new("Uri", UriExpression),
        ];
    }

    public class OllamaModelResource(string name, string modelName, IOllamaResource parent) : Resource(name), IResourceWithParent<IOllamaResource>, IResourceWithConnectionString
    {
        public string ModelName { get; } = modelName;

        public IOllamaResource Parent { get; } = parent;

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Model={ModelName}");

        IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
            => [.. Parent.GetConnectionProperties(), new("Model", ReferenceExpression.Create($"{ModelName}"))];
    }
}

namespace Aspire.Hosting
{
    /// <summary>The stand-in describes Ollama for the manifest; where it runs there is no container runtime, so it pulls no model.</summary>
    public static class OllamaResourceBuilderExtensions
    {
        public static IResourceBuilder<OllamaResource> AddOllama(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
            => builder.AddResource(new OllamaResource(name))
                .WithAnnotation(new ContainerImageAnnotation { Registry = "docker.io", Image = "ollama/ollama", Tag = "0.32.15" })
                .WithHttpEndpoint(port: port, targetPort: 11434, name: "http")
                .WithHttpHealthCheck("/");

        public static IResourceBuilder<OllamaResource> WithDataVolume(this IResourceBuilder<OllamaResource> builder, string? name = null, bool isReadOnly = false)
            => builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "ollama"), "/root/.ollama", isReadOnly);

        public static IResourceBuilder<OllamaModelResource> AddModel(this IResourceBuilder<IOllamaResource> builder, string modelName)
            => builder.AddModel($"{builder.Resource.Name}-{modelName.Split(':')[0].Split('/')[^1].Replace('.', '-')}", modelName);

        public static IResourceBuilder<OllamaModelResource> AddModel(this IResourceBuilder<IOllamaResource> builder, [ResourceName] string name, string modelName)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(modelName);
            builder.Resource.AddModel(modelName);
            return builder.ApplicationBuilder.AddResource(new OllamaModelResource(name, modelName, builder.Resource)).WithInitialState(new()
            {
                ResourceType = "OllamaModel",
                State = KnownResourceStates.NotStarted,
                Properties = [],
            });
        }
    }
}
