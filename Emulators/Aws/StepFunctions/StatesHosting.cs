using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Actions;
using EventAi.Emulators.Aws.StepFunctions.State;
using EventAi.Emulators.Aws.StepFunctions.Tasks;
using EventAi.Emulators.Aws.StepFunctions.Tasks.Http;

namespace EventAi.Emulators.Aws.StepFunctions;

/// <summary>Puts Step Functions together.</summary>
internal static class StatesHosting
{
    /// <summary>Key of Step Functions' own documents.</summary>
    public const string Documents = "states";

    public static void AddStepFunctions(this IServiceCollection services)
    {
        services.AddKeyedSingleton(Documents, static (provider, _) => new DocumentStore(
            provider.GetRequiredService<DataDirectory>().Path is { } path ? Path.Combine(path, "states", "documents") : null, provider.GetRequiredService<ILogger<DocumentStore>>()));
        services.AddSingleton<MachineStore>();
        services.AddSingleton<ExecutionHost>();
        services.AddSingleton<StateTests>();
        services.AddSingleton<StatusEvents>();
        services.AddSingleton<Tasks.Activities>();
        services.AddSingleton<TaskDispatcher>();
        services.AddSingleton<Loopback>();
        services.AddSingleton<StateMachineActions>();
        services.AddSingleton<VersionActions>();
        services.AddSingleton<AliasActions>();
        services.AddSingleton<ExecutionActions>();
        services.AddSingleton<ActivityActions>();
        services.AddSingleton<TagActions>();
        services.AddSingleton<TestStateAction>();
        services.AddSingleton<StatesService>();
        services.AddSingleton(static provider => new Lazy<StatesService>(provider.GetRequiredService<StatesService>));
        services.AddSingleton<IAwsService>(static provider => provider.GetRequiredService<StatesService>());
        services.AddSingleton<ITaskIntegration, SqsIntegration>();
        services.AddSingleton<ITaskIntegration, EventsIntegration>();
        services.AddSingleton<ITaskIntegration, S3Integration>();
        services.AddSingleton<ITaskIntegration, StatesIntegration>();
        services.AddSingleton<ITaskIntegration, HttpIntegration>();
        services.AddSingleton<ITaskIntegration, MapRunIntegration>();
        services.AddSingleton<ChildExecutions>();
        services.AddSingleton<MapRunActions>();
        services.AddSdk("sqs", "sqs", "AmazonSQS.", "application/x-amz-json-1.0", "Sqs");
        services.AddSdk("eventbridge", "events", "AWSEvents.", "application/x-amz-json-1.1", "EventBridge");
        services.AddSdk("sfn", "states", "AWSStepFunctions.", "application/x-amz-json-1.0", "Sfn", isCamelCase: true);
    }

    /// <summary>Brings executions back; they run once the endpoint listens.</summary>
    public static void PrepareStepFunctions(this IServiceProvider services) => services.GetRequiredService<ExecutionHost>();

    public static void BeginStepFunctions(this IServiceProvider services, Uri address)
    {
        services.GetRequiredService<Loopback>().Address = address;
        var host = services.GetRequiredService<ExecutionHost>();
        host.StatusChanged = services.GetRequiredService<StatusEvents>().Publish;
        host.Begin(services.GetRequiredService<TaskDispatcher>().Dispatch);
    }

    private static void AddSdk(this IServiceCollection services, string service, string scope, string prefix, string contentType, string errors, bool isCamelCase = false)
        => services.AddSingleton<ITaskIntegration>(provider => new SdkIntegration(service, scope, prefix, contentType, errors, isCamelCase, provider.GetRequiredService<Loopback>()));
}
