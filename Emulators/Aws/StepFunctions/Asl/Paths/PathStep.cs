using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

/// <summary>One step of a path.</summary>
internal abstract class PathStep
{
    /// <summary>Whether it leads to one place at most.</summary>
    public virtual bool IsDefinite => false;

    public abstract void Select(Json node, Json root, List<Json> selected);
}
