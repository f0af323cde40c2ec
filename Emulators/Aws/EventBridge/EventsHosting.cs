using EventAi.Emulators.Aws.EventBridge.Actions;
using EventAi.Emulators.Aws.EventBridge.Delivery;
using EventAi.Emulators.Aws.EventBridge.Scheduling;
using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Tasks.Http;

namespace EventAi.Emulators.Aws.EventBridge;

/// <summary>Puts EventBridge together.</summary>
internal static class EventsHosting
{
    /// <summary>Key of EventBridge's own documents.</summary>
    public const string Documents = "events";

    public static void AddEventBridge(this IServiceCollection services)
    {
        services.AddKeyedSingleton(Documents, static (provider, _) => new DocumentStore(
            provider.GetRequiredService<DataDirectory>().Path is { } path ? Path.Combine(path, "events", "documents") : null, provider.GetRequiredService<ILogger<DocumentStore>>()));
        services.AddSingleton<EventsState>();
        services.AddSingleton<IEventSink>(static provider => provider.GetRequiredService<EventsState>());
        services.AddSingleton<BusActions>();
        services.AddSingleton<RuleActions>();
        services.AddSingleton<TargetActions>();
        services.AddSingleton<PutEventsAction>();
        services.AddSingleton<ArchiveActions>();
        services.AddSingleton<ReplayActions>();
        services.AddSingleton<ConnectionActions>();
        services.AddSingleton<DestinationActions>();
        services.AddSingleton<EventTagActions>();
        services.AddSingleton<EventsService>();
        services.AddSingleton<IAwsService>(static provider => provider.GetRequiredService<EventsService>());
        services.AddSingleton<ConnectionCredentials>();
        services.AddSingleton<IConnectionCredentials>(static provider => provider.GetRequiredService<ConnectionCredentials>());
        services.AddSingleton<TargetSender>();
        services.AddSingleton<DeliveryQueue>();
        services.AddSingleton<RuleScheduler>();
    }

    public static void BeginEventBridge(this IServiceProvider services)
    {
        services.GetRequiredService<DeliveryQueue>().Begin();
        services.GetRequiredService<RuleScheduler>().Begin();
    }
}
