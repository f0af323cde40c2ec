using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using EventAi.ServiceDefaults;

namespace EventAi.Ingestion.Uploads;

internal static class StorageExtensions
{
    /// <summary>S3 and SQS at the connection string <c>aws</c> (an endpoint's URL), and what follows uploads.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var endpoint = configuration.GetRequiredConnectionString("aws");
        // The local endpoint takes any key pair; a deployment brings its own through the SDK's environment variables.
        var credentials = new BasicAWSCredentials(
            configuration["AWS_ACCESS_KEY_ID"] ?? "local", configuration["AWS_SECRET_ACCESS_KEY"] ?? "local");
        var region = configuration["AWS_REGION"] ?? "us-east-1";
        services.AddSingleton<IAmazonS3>(_ => new AmazonS3Client(
            credentials, new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, AuthenticationRegion = region }));
        services.AddSingleton<IAmazonSQS>(_ => new AmazonSQSClient(
            credentials, new AmazonSQSConfig { ServiceURL = endpoint, AuthenticationRegion = region }));
        services.AddSingleton<ObjectStorage>();
        services.AddSingleton<UploadHandler>();
        services.AddSingleton<DocumentUploads>();
        services.AddSingleton<UrlFetcher>();
        services.AddSingleton<UploadPoller>();
        services.AddHostedService(static provider => provider.GetRequiredService<UploadPoller>());
        services.AddHealthChecks().AddCheck<UploadPoller>("uploads");
        return services;
    }
}
