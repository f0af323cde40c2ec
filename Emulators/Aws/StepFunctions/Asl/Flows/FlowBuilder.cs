using System.Runtime.CompilerServices;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Flows;

/// <summary>What the compiler needs to write a method that returns a <see cref="Flow{T}"/>.</summary>
internal struct FlowBuilder<T>
{
    private Flow<T>? _flow;

    public Flow<T> Task => _flow ??= new Flow<T>();

    public static FlowBuilder<T> Create() => default;

    public readonly void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine
        => machine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine machine)
    {
    }

    public void SetResult(T result) => Task.Complete(result);

    public void SetException(Exception exception) => Task.Fail(exception);

    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine
        => awaiter.OnCompleted(Boxed(ref machine));

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine
        => awaiter.UnsafeOnCompleted(Boxed(ref machine));

    private Action Boxed<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine
    {
        // The flow is made before the machine is copied, so that the copy's builder knows it.
        var flow = Task;
        if (flow.MoveNext is null)
        {
            var box = new Box<TMachine>();
            flow.MoveNext = box.MoveNext;
            box.Machine = machine;
        }
        return flow.MoveNext;
    }

    private sealed class Box<TMachine>
        where TMachine : IAsyncStateMachine
    {
        public TMachine? Machine;

        public void MoveNext() => Machine!.MoveNext();
    }
}
