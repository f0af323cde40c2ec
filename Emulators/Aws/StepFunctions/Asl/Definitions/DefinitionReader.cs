using EventAi.Emulators.Aws.StepFunctions.Asl.States;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;

/// <summary>Reads a definition and gathers all that is wrong with it.</summary>
internal sealed class DefinitionReader(bool isExpress)
{
    private const int DeepestBlock = 30;
    private const int LongestName = 80;

    private static readonly string[] MachineFields = ["Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage", "ProcessorConfig"];

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _depth;

    public List<Diagnostic> Diagnostics { get; } = [];

    public bool IsExpress { get; } = isExpress;

    public bool IsJsonata { get; private set; }

    public StateMachine? Read(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Report("", "Definition must be a valid JSON object", location: null);
            return null;
        }
        Json json;
        try
        {
            json = Json.Parse(text);
        }
        catch (JsonFormatException)
        {
            var (problem, place) = JsonProblem.Describe(text);
            Diagnostics.Add(new Diagnostic(Diagnostic.NoJson, $"{problem}\n at {place}", place));
            return null;
        }
        if (json is not JsonObject definition)
        {
            Report("", "Definition must be a valid JSON object", location: null);
            return null;
        }
        IsJsonata = Language(definition, "", isDefault: true, out var jsonata) && jsonata;
        var fields = new FieldReader(this, definition, "", IsJsonata);
        fields.Known(MachineFields);
        var timeout = fields.Whole("TimeoutSeconds", 0, 99_999_999);
        var block = Block(definition, "", IsJsonata);
        new AssignCheck(this).Check(definition, "");
        return block is null ? null : new StateMachine(block, timeout, IsJsonata);
    }

    /// <summary>A state on its own, for TestState.</summary>
    public State? ReadState(string name, JsonObject definition)
    {
        IsJsonata = Language(definition, "", isDefault: true, out var jsonata) && jsonata;
        return StateReader.Read(name, definition, "", IsJsonata, this);
    }

    public StateBlock? Block(JsonObject definition, string location, bool isJsonata)
    {
        if (++_depth > DeepestBlock)
        {
            Diagnostics.Add(new Diagnostic("TOO_DEEPLY_NESTED", "The states are too deeply nested", location));
            return null;
        }
        string[] missing = [.. new[] { "States", "StartAt" }.Where(field => !definition.Has(field))];
        if (missing.Length > 0)
        {
            Report(location, $"These fields are required: [{string.Join(", ", missing)}]");
            _depth--;
            return null;
        }
        if (definition["States"] is not JsonObject { Count: > 0 } states)
        {
            Report(location + "/States", "Expected value of type Object with at least one state");
            _depth--;
            return null;
        }
        var read = new Dictionary<string, State>(StringComparer.Ordinal);
        foreach (var (name, value) in states)
        {
            CheckName(name, location);
            if (value is not JsonObject state)
            {
                Report($"{location}/States/{name}", "Expected value of type Object");
            }
            else if (StateReader.Read(name, state, $"{location}/States/{name}", isJsonata, this) is { } made)
            {
                read.Add(name, made);
            }
        }
        _depth--;
        if (definition["StartAt"]?.AsString() is not { } start)
        {
            Report(location + "/StartAt", "Expected value of type String");
            return null;
        }
        if (read.Count == states.Count)
        {
            Transitions.Check(start, read, states, location, Diagnostics);
        }
        return read.ContainsKey(start) ? new StateBlock(start, read) : null;
    }

    /// <returns>False where the language is named wrongly.</returns>
    public bool Language(JsonObject definition, string location, bool isDefault, out bool isJsonata)
    {
        isJsonata = !isDefault && IsJsonata;
        switch (definition["QueryLanguage"]?.AsString())
        {
            case "JSONata":
                isJsonata = true;
                return true;
            case "JSONPath":
                if (isJsonata)
                {
                    Report(location, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
                    return false;
                }
                return true;
            case null when !definition.Has("QueryLanguage"):
                return true;
            default:
                Report($"{location}/QueryLanguage", "Value must be one of: [JSONPath, JSONata]");
                return false;
        }
    }

    public void Report(string location, string message) => Report(location, message, location.Length == 0 ? "/" : location);

    private void Report(string unused, string message, string? location) => Diagnostics.Add(new Diagnostic(Diagnostic.Schema, message, location));

    private void CheckName(string name, string location)
    {
        if (name.Length is 0 or > LongestName)
        {
            Diagnostics.Add(new Diagnostic("INVALID_STATE_NAME", $"State names must have 1 to {LongestName} characters: '{name}'", $"{location}/States/{name}"));
        }
        if (!_names.Add(name))
        {
            Diagnostics.Add(new Diagnostic("DUPLICATE_STATE_NAME", $"Duplicate state name: {name}", $"{location}/States/{name}"));
        }
    }
}
