namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>Something that happens at a time, unless it is cancelled or its scope is.</summary>
internal sealed class Timer(DateTimeOffset due, Scope scope, Action fire)
{
    public DateTimeOffset Due { get; } = due;

    public bool IsCancelled { get; private set; }

    public bool IsDead => IsCancelled || scope.IsCancelled;

    public void Cancel() => IsCancelled = true;

    public void Fire() => fire();
}
