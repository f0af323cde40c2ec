using System.Globalization;
using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>A limit of a Map state: fixed, found by a path, or computed.</summary>
internal sealed class LimitField
{
    private readonly string _name;
    private readonly bool _isWhole;
    private readonly double? _fixed;
    private readonly PathExpression? _path;
    private readonly JsonataTemplate? _computed;

    public LimitField(FieldReader fields, string name, bool isWhole, double most = double.PositiveInfinity)
    {
        (_name, _isWhole) = (name, isWhole);
        _computed = fields.Computed(name);
        if (_computed is null)
        {
            _fixed = isWhole ? fields.Whole(name, 0, int.MaxValue) : fields.Number(name, 0, most);
        }
        _path = fields.IsJsonata ? null : fields.Path(name + "Path");
    }

    public IEnumerable<string> References => (_computed?.References ?? []).Concat(_path?.Variable is { } variable ? [variable] : Array.Empty<string>());

    public double? Of(Evaluation evaluation)
    {
        if (_path is not null)
        {
            var value = _path.Get(evaluation);
            var text = value.AsString() ?? value.Text;
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (!_isWhole || number == Math.Floor(number))
                ? number
                : throw new StatesException(ErrorNames.Runtime, $"The {_name}Path field refers to value \"{text}\" which is not a valid {(_isWhole ? "integer" : "float")}: {_path.Text}");
        }
        if (_computed is not null)
        {
            var value = _computed.Evaluate(evaluation);
            return value is JsonNumber number && (!_isWhole || number.IsWhole) ? number.Value : throw _computed.Unexpected(_isWhole ? "integer" : "number", value);
        }
        return _fixed;
    }
}
