using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Seconds that are fixed, found by a path, or computed.</summary>
internal sealed class SecondsField
{
    private readonly string _name;
    private readonly PathExpression? _path;
    private readonly JsonataTemplate? _computed;

    public SecondsField(FieldReader fields, string name, int longest)
    {
        _name = name;
        _computed = fields.Computed(name);
        Fixed = _computed is null ? fields.Whole(name, 1, longest) : null;
        _path = fields.Path(name + "Path");
        fields.Exclusive(name, name + "Path");
    }

    public int? Fixed { get; }

    public IEnumerable<string> References => (_computed?.References ?? []).Concat(_path?.Variable is { } variable ? [variable] : Array.Empty<string>());

    /// <returns>Null where there is no such field.</returns>
    /// <exception cref="StatesException">The value is no positive integer.</exception>
    public int? Of(Evaluation evaluation)
    {
        if (_path is not null)
        {
            var value = _path.Get(evaluation);
            return Positive(value) ?? throw new StatesException(ErrorNames.Runtime, $"The {_name}Path parameter does not reference a positive integer: {_path.Text} == {value.AsString() ?? value.Text}");
        }
        if (_computed is not null)
        {
            var value = _computed.Evaluate(evaluation);
            return Positive(value) ?? throw _computed.Unexpected("positive integer", value);
        }
        return Fixed;
    }

    private static int? Positive(Json value) => value is JsonNumber { IsWhole: true, Value: >= 1 and <= 99_999_999 } number ? (int)number.Value : null;
}
