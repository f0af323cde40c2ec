using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>One entry of a Catch field.</summary>
internal sealed class Catcher
{
    private readonly string[] _errors;

    private Catcher(FieldReader fields, string[] errors, int index)
    {
        fields.Known(fields.IsJsonata ? ["ErrorEquals", "Next", "Comment", "Assign", "Output"] : ["ErrorEquals", "Next", "Comment", "Assign", "ResultPath"]);
        _errors = errors;
        Next = fields.Text("Next") ?? "";
        if (!fields.Has("Next"))
        {
            fields.Reader.Report(fields.Location, "These fields are required: [Next]");
        }
        DiscardsResult = fields["ResultPath"] is JsonNull;
        ResultPath = fields.IsJsonata || DiscardsResult ? null : fields.ReferencePath("ResultPath");
        Assign = fields.Template("Assign", $"Catch[{index}]/Assign");
        Output = fields.IsJsonata ? fields.Template("Output", $"Catch[{index}]/Output") : null;
    }

    public string Next { get; }

    public bool DiscardsResult { get; }

    public JsonPath? ResultPath { get; }

    public ITemplate? Assign { get; }

    public ITemplate? Output { get; }

    public IEnumerable<string> References => new[] { Assign, Output }.SelectMany(static template => template?.References ?? []);

    public static Catcher[] ReadAll(FieldReader fields)
        => [.. ErrorHandlers.Entries(fields, "Catch").Select(static (entry, index) => new Catcher(entry.Fields, entry.Errors, index))];

    public bool Matches(StateError error) => Array.Exists(_errors, error.Matches);
}
