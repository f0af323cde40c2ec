using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The commands that every process has: start, stop and restart, enabled as its state allows.</summary>
internal static class LifecycleCommands
{
    public static void Add(IResource resource, Func<string, CancellationToken, Task> start, Func<string, CancellationToken, Task> stop)
    {
        Add(KnownResourceCommands.StartCommand, "Start", "Start the resource", "Play", IconVariant.Filled, isHighlighted: true, start, state =>
            IsStopped(state) || state == KnownResourceStates.Waiting ? ResourceCommandState.Enabled
            : state is null || state == KnownResourceStates.Starting || state == KnownResourceStates.RuntimeUnhealthy ? ResourceCommandState.Disabled
            : ResourceCommandState.Hidden);
        Add(KnownResourceCommands.StopCommand, "Stop", "Stop the resource", "Stop", IconVariant.Filled, isHighlighted: true, stop, state =>
            state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
            : state == KnownResourceStates.Running ? ResourceCommandState.Enabled
            : ResourceCommandState.Hidden);
        Add(KnownResourceCommands.RestartCommand, "Restart", "Restart the resource", "ArrowCounterclockwise", IconVariant.Regular, isHighlighted: false,
            async (id, cancellation) =>
            {
                await stop(id, cancellation);
                await start(id, cancellation);
            },
            state => state == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled);

        void Add(
            string name, string displayName, string description, string icon, IconVariant variant, bool isHighlighted,
            Func<string, CancellationToken, Task> execute, Func<string?, ResourceCommandState> state)
            => resource.Annotations.Add(new ResourceCommandAnnotation(
                name, displayName, context => state(context.ResourceSnapshot.State?.Text),
                async context =>
                {
                    await execute(context.ResourceName, context.CancellationToken);
                    return CommandResults.Success();
                },
                description, null, null, icon, variant, isHighlighted));
    }

    private static bool IsStopped(string? state)
        => state is not null && (KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted);
}
