using System.Collections.Concurrent;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>Tasks that wait for workers, and workers that wait for tasks, by activity.</summary>
internal sealed class Activities(ExecutionHost host)
{
    private readonly ConcurrentDictionary<string, Queue> _queues = new(StringComparer.Ordinal);

    public void Offer(ExecutionEntry entry, PendingTask task) => _queues.GetOrAdd(task.Request.Resource.Arn, static _ => new Queue()).Offer(entry, task);

    /// <summary>The next task, once it is written down that the worker has it.</summary>
    /// <returns>Null where none came in time.</returns>
    public async Task<(ExecutionEntry Entry, TaskRequest Request)?> TakeAsync(string activity, string? worker, TimeSpan patience, TimeProvider time, CancellationToken aborted)
    {
        var queue = _queues.GetOrAdd(activity, static _ => new Queue());
        using var deadline = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, deadline.Token);
        try
        {
            while (true)
            {
                var (entry, task) = await queue.TakeAsync(either.Token);
                if (aborted.IsCancellationRequested)
                {
                    queue.Offer(entry, task);
                    aborted.ThrowIfCancellationRequested();
                }
                if (host.Apply(entry, Stimulus.Started(task.Request.Id, worker)))
                {
                    return (entry, task.Request);
                }
            }
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed class Queue
    {
        private readonly Lock _gate = new();
        private readonly Queue<(ExecutionEntry, PendingTask)> _tasks = new();
        private readonly LinkedList<TaskCompletionSource<(ExecutionEntry, PendingTask)>> _workers = [];

        public void Offer(ExecutionEntry entry, PendingTask task)
        {
            lock (_gate)
            {
                while (_workers.First is { } worker)
                {
                    _workers.RemoveFirst();
                    if (worker.Value.TrySetResult((entry, task)))
                    {
                        return;
                    }
                }
                _tasks.Enqueue((entry, task));
            }
        }

        public async Task<(ExecutionEntry Entry, PendingTask Task)> TakeAsync(CancellationToken cancellationToken)
        {
            var worker = new TaskCompletionSource<(ExecutionEntry, PendingTask)>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                if (_tasks.TryDequeue(out var waiting))
                {
                    return waiting;
                }
                _workers.AddLast(worker);
            }
            await using var registration = cancellationToken.Register(() => worker.TrySetCanceled(cancellationToken));
            return await worker.Task;
        }
    }
}
