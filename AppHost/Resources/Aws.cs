namespace EventAi.AppHost.Resources;

/// <summary>Resource <c>aws</c>: S3 and SQS on one port. LocalStack is pinned to the last release that asks for no account.</summary>
internal static class Aws
{
    public static IResourceBuilder<IResourceWithConnectionString> AddAwsEndpoint(this IDistributedApplicationBuilder builder, Backing backing)
        => backing == Backing.Containers
            ? builder.AddResource(new AwsContainerResource("aws"))
                .WithImage("localstack/localstack", "4.14.0")
                .WithHttpEndpoint(targetPort: 4566, name: "http")
                .WithEnvironment("SERVICES", "s3,sqs,events")
                .WithHttpHealthCheck("/_localstack/health", endpointName: "http")
            : builder.AddResource(new AwsEmulatorResource("aws"))
                .WithAnnotation<IProjectMetadata>(new Projects.AwsEmulator())
                .WithHttpEndpoint(name: "http", env: "Aws__Port")
                .WithHttpHealthCheck("/health", endpointName: "http")
                .WithEnvironment("Aws__Data", DataDirectory.Of(builder, "aws"));
}
