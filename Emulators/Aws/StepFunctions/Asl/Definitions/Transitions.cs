using EventAi.Emulators.Aws.StepFunctions.Asl.States;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;

/// <summary>Whether every transition has a target, every state is reached, and one ends.</summary>
internal static class Transitions
{
    public static void Check(string start, Dictionary<string, State> states, JsonObject definitions, string location, List<Diagnostic> diagnostics)
    {
        if (!states.ContainsKey(start))
        {
            diagnostics.Add(new Diagnostic(Diagnostic.NoTarget, $"Missing 'Next' target: {start}", $"{location}/StartAt"));
        }
        var reached = new HashSet<string>(StringComparer.Ordinal) { start };
        var isComplete = true;
        foreach (var (name, state) in states)
        {
            foreach (var (target, field) in state.Targets)
            {
                if (!states.ContainsKey(target))
                {
                    diagnostics.Add(new Diagnostic(Diagnostic.NoTarget, $"Missing 'Next' target: {target}", $"{location}/States/{name}/{field}"));
                    isComplete = false;
                }
                if (target != name)
                {
                    reached.Add(target);
                }
            }
        }
        foreach (var (name, _) in definitions)
        {
            if (!reached.Contains(name))
            {
                diagnostics.Add(new Diagnostic(Diagnostic.NoTarget, $"State \"{name}\" is not reachable.", $"{location}/States/{name}"));
            }
        }
        if (isComplete && states.Values.All(static state => !state.IsTerminal))
        {
            diagnostics.Add(new Diagnostic("MISSING_END_STATE", "No terminal state: there must be a state with \"End\": true, or one of type Succeed or Fail", $"{location}/States"));
        }
    }
}
