using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Publishing;

/// <summary>The pipeline step <c>publish-manifest</c>: writes the manifest and ends the application.</summary>
internal sealed class ManifestPublisher(
    DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext, IDistributedApplicationEventing eventing,
    IConfiguration configuration, IHostApplicationLifetime lifetime, IServiceProvider services) : IHostedService
{
    public const string FileName = "aspire-manifest.json";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["Pipeline:Step"] is { } step && step is not ("publish-manifest" or "publish"))
        {
            throw new DistributedApplicationException($"The stand-in for Aspire knows the step 'publish-manifest' only, not '{step}'.");
        }
        var path = configuration["Pipeline:OutputPath"]
            ?? throw new DistributedApplicationException("The '--output-path [path]' option was not specified.");
        if (!path.EndsWith(".json", StringComparison.Ordinal))
        {
            path = Path.Combine(path, FileName);
        }
        path = Path.GetFullPath(path);
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Written beside and moved: a failure leaves the old manifest as it was.
        var partial = $"{path}.partial";
        try
        {
            await using (var file = File.Create(partial))
            await using (Utf8JsonWriter writer = new(file, new() { Indented = true }))
            {
                await new ManifestPublishingContext(executionContext, path, writer, cancellationToken).WriteModelAsync(model);
            }
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
        Console.Out.WriteLine($"manifest written to {path}");
        lifetime.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
