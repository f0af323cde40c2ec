using System.Reflection;

namespace Aspire.Hosting.Testing;

/// <summary>
/// The run of an application host's entry point on a thread of its own. It stands still in <c>Build()</c> until the test
/// builds, and in <c>Run()</c> until the application is disposed.
/// </summary>
internal sealed class EntryPointRun
{
    private readonly TaskCompletionSource<DistributedApplicationBuilder> builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EntryPointRun(
        Assembly assembly, string[] args, Action<DistributedApplicationOptions, Microsoft.Extensions.Hosting.HostApplicationBuilderSettings> configure)
    {
        var entryPoint = assembly.EntryPoint ?? throw new InvalidOperationException($"Assembly {assembly.GetName().Name} does not have an entry point.");
        BuilderInterception interception = new()
        {
            OnConstructing = (options, settings) => TestingDefaults.Apply(options, settings, args, assembly, configure),
            OnConstructed = _ => { },
            OnBuilding = built =>
            {
                builder.TrySetResult(built);
                mayBuild.Task.GetAwaiter().GetResult();
            },
            OnBuilt = built => application.TrySetResult(built),
            OnDisposed = () => mayEnd.TrySetResult(),
            WaitForShutdown = () => mayEnd.Task,
        };
        new Thread(() =>
        {
            BuilderInterception.Current = interception;
            Run(entryPoint, args);
        })
        { IsBackground = true, Name = $"entry point of {assembly.GetName().Name}" }.Start();
    }

    public Task<DistributedApplicationBuilder> Builder => builder.Task;

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        mayBuild.TrySetResult();
        return application.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the entry point of a builder that is not wanted any more.</summary>
    public void Abandon()
    {
        mayBuild.TrySetCanceled();
        mayEnd.TrySetResult();
    }

    private void Run(MethodInfo entryPoint, string[] args)
    {
        try
        {
            entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, entryPoint.GetParameters().Length == 0 ? [] : [args], null);
            Fail(new InvalidOperationException("The entry point exited without building a DistributedApplication."));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        builder.TrySetException(exception);
        application.TrySetException(exception);
        // Nobody may be waiting any more.
        _ = builder.Task.Exception;
        _ = application.Task.Exception;
    }
}
