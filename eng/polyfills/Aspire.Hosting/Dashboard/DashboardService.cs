using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;
using EventAi.Emulators.Grpc;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>The gRPC service aspire.v1.DashboardService, from which the dashboard has what it shows besides telemetry.</summary>
internal sealed class DashboardService
{
    private const string Name = "aspire.v1.DashboardService";

    private readonly ResourceNotificationService notifications;
    private readonly ResourceLoggerService loggers;
    private readonly ResourceCommandService commands;
    private readonly string applicationName;
    private readonly CancellationToken stopping;

    private DashboardService(IServiceProvider services)
    {
        notifications = services.GetRequiredService<ResourceNotificationService>();
        loggers = services.GetRequiredService<ResourceLoggerService>();
        commands = services.GetRequiredService<ResourceCommandService>();
        applicationName = services.GetRequiredService<IConfiguration>()["AppHost:DashboardApplicationName"]!;
        stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    }

    public static void Map(IEndpointRouteBuilder endpoints, IServiceProvider services)
    {
        DashboardService service = new(services);
        endpoints.MapGrpcUnary<ApplicationInformationRequest, ApplicationInformationResponse>(
            Name, "GetApplicationInformation", ApplicationInformationRequest.Parser,
            (_, _, _) => new(new ApplicationInformationResponse { ApplicationName = service.applicationName }));
        endpoints.MapGrpcServerStream<WatchResourcesRequest, WatchResourcesUpdate>(
            Name, "WatchResources", WatchResourcesRequest.Parser, service.WatchResourcesAsync);
        endpoints.MapGrpcServerStream<WatchResourceConsoleLogsRequest, WatchResourceConsoleLogsUpdate>(
            Name, "WatchResourceConsoleLogs", WatchResourceConsoleLogsRequest.Parser, service.WatchLogsAsync);
        endpoints.MapGrpcUnary<ResourceCommandRequest, ResourceCommandResponse>(
            Name, "ExecuteResourceCommand", ResourceCommandRequest.Parser, service.ExecuteAsync);
        endpoints.MapGrpc<WatchInteractionsRequestUpdate, WatchInteractionsResponseUpdate>(
            Name, "WatchInteractions", WatchInteractionsRequestUpdate.Parser, service.WatchInteractionsAsync);
        endpoints.MapGrpcFallback();
    }

    private async Task WatchResourcesAsync(
        WatchResourcesRequest request, Func<WatchResourcesUpdate, ValueTask> respond, HttpContext context, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var changes = Channel.CreateUnbounded<ResourceEvent>();
        // Whoever watches gets all current states first: what changes between the snapshot and the watch is not lost.
        var watch = PumpAsync(notifications.WatchAsync(either.Token), changes.Writer);
        InitialResourceData initial = new();
        initial.Resources.AddRange(notifications.All().Select(ResourceMessages.Resource));
        initial.ResourceTypes.AddRange(initial.Resources.Select(r => r.ResourceType).Distinct(StringComparer.Ordinal).Select(type => new ResourceType { UniqueName = type }));
        await respond(new() { InitialData = initial });
        while (await Quietly(changes.Reader.WaitToReadAsync(either.Token)))
        {
            // A burst of changes of one resource is sent as its last state.
            Dictionary<string, ResourceEvent> latest = new(StringComparer.Ordinal);
            while (changes.Reader.TryRead(out var change))
            {
                latest[change.ResourceId] = change;
            }
            WatchResourcesChanges batch = new();
            batch.Value.AddRange(latest.Values.Select(change => new WatchResourcesChange { Upsert = ResourceMessages.Resource(change) }));
            await respond(new() { Changes = batch });
        }
        await watch;
    }

    private async Task WatchLogsAsync(
        WatchResourceConsoleLogsRequest request, Func<WatchResourceConsoleLogsUpdate, ValueTask> respond, HttpContext context, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var lines = request.SuppressFollow ? loggers.GetAllAsync(request.ResourceName) : loggers.WatchAsync(request.ResourceName);
        try
        {
            await foreach (var batch in lines.WithCancellation(either.Token))
            {
                WatchResourceConsoleLogsUpdate update = new();
                update.LogLines.AddRange(batch.Select(line => new ConsoleLogLine { Text = line.Content, IsStdErr = line.IsErrorMessage, LineNumber = line.LineNumber }));
                await respond(update);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // the page is closed, or the application ends
        }
    }

    private async ValueTask<ResourceCommandResponse> ExecuteAsync(ResourceCommandRequest request, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, cancellationToken);
        ResourceCommandResponse response = new()
        {
            Kind = result.Success ? ResourceCommandResponseKind.Succeeded : result.Canceled ? ResourceCommandResponseKind.Cancelled : ResourceCommandResponseKind.Failed,
        };
        if (result.Message is { } message)
        {
            response.Message = message;
        }
        if (result.Data is { } data)
        {
            response.Result = new()
            {
                Value = data.Value,
                DisplayImmediately = data.DisplayImmediately,
                Format = data.Format switch
                {
                    ApplicationModel.CommandResultFormat.Json => Protocol.CommandResultFormat.Json,
                    ApplicationModel.CommandResultFormat.Markdown => Protocol.CommandResultFormat.Markdown,
                    _ => Protocol.CommandResultFormat.Text,
                },
            };
        }
        return response;
    }

    private async Task WatchInteractionsAsync(
        Func<CancellationToken, ValueTask<WatchInteractionsRequestUpdate?>> read, Func<WatchInteractionsResponseUpdate, ValueTask> respond,
        HttpContext context, CancellationToken cancellationToken)
    {
        // The dashboard waits for the headers of the answer, and takes the end of the call for an error.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        await context.Response.Body.FlushAsync(cancellationToken);
        try
        {
            while (await read(either.Token) is not null)
            {
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // the dashboard or the application ends
        }
    }

    private static async Task PumpAsync(IAsyncEnumerable<ResourceEvent> source, ChannelWriter<ResourceEvent> target)
    {
        try
        {
            await foreach (var change in source)
            {
                target.TryWrite(change);
            }
        }
        catch (OperationCanceledException)
        {
            // the reader ends with us
        }
        target.TryComplete();
    }

    private static async ValueTask<bool> Quietly(ValueTask<bool> wait)
    {
        try
        {
            return await wait;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
