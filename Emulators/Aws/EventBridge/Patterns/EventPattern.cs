using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>
/// An event pattern (EventBridge user guide, "Creating event patterns"). Every field must match one of its alternatives; an
/// array in the event matches where one of its items does; <c>$or</c> holds where one of its patterns does.
/// </summary>
public sealed class EventPattern
{
    private readonly FieldNode _root;

    private EventPattern(FieldNode root) => _root = root;

    /// <exception cref="PatternException">The text is no pattern.</exception>
    public static EventPattern Parse(string text)
    {
        Json json;
        try
        {
            json = Json.Parse(text);
        }
        catch (JsonFormatException)
        {
            var (problem, place) = JsonProblem.Describe(text);
            throw new PatternException($"{problem}\n at {place}");
        }
        try
        {
            return json is JsonObject fields ? new EventPattern(FieldNode.Parse(fields)) : throw new PatternException($"Filter is not an object\n at [Source: (String)\"{text}\"; line: 1, column: 2]");
        }
        catch (PatternException problem) when (problem.At is not null)
        {
            throw new PatternException(problem.Message + PatternLocator.Describe(text, json, problem));
        }
    }

    public bool Matches(Json happened) => _root.Matches(happened);
}
