using EventAi.FraudScoring.Features;

namespace EventAi.FraudScoring.Scoring;

/// <summary>A model in memory: scores without allocating, and says what raised a score. Thread-safe.</summary>
public abstract class FraudModel
{
    private const int MaxReasons = 3;

    private readonly Calibration _calibration;
    private readonly int[] _positions;

    protected FraudModel(FraudModelFile file)
    {
        (File, _calibration) = (file, file.Calibration);
        _positions = [.. file.Features.Select(FraudFeature.PositionOf)];
        if (_positions.Distinct().Count() != _positions.Length)
        {
            throw new InvalidDataException($"Model {file.Id}: a feature is named twice.");
        }
    }

    public FraudModelFile File { get; }

    public string Id => File.Id;

    public string Version => File.Version;

    /// <summary>Per input of the model, the position in <see cref="FraudFeatures"/>.</summary>
    protected ReadOnlySpan<int> Positions => _positions;

    /// <param name="path">A model's JSON, or an ONNX file (<see cref="OnnxModel"/>).</param>
    /// <exception cref="InvalidDataException">There is no model that can be used; the message says why.</exception>
    public static FraudModel Load(string path)
        => path.EndsWith(OnnxModel.Extension, StringComparison.OrdinalIgnoreCase) ? OnnxModel.Load(path) : Of(FraudModelFile.Read(path));

    /// <exception cref="InvalidDataException">The parts of the file do not fit together.</exception>
    public static FraudModel Of(FraudModelFile file) => file switch
    {
        { Trees: { } trees, Linear: null, Onnx: null } => new TreeModel(file, trees),
        { Linear: { } linear, Trees: null, Onnx: null } => new LinearModel(file, linear),
        _ => throw new InvalidDataException($"Model {file.Id}: either trees or linear terms make a model."),
    };

    /// <summary>Probability of fraud, 0 to 1.</summary>
    public double Score(in FraudFeatures features) => _calibration.Probability(Margin(features));

    /// <summary>Names of the inputs that raised the score, strongest first, at most three; none where the model tells none.</summary>
    public IReadOnlyList<string> Reasons(in FraudFeatures features)
    {
        var contributions = new double[_positions.Length];
        Explain(features, contributions);
        return
        [
            .. contributions.Select((contribution, input) => (Name: File.Features[input], Contribution: contribution))
                .Where(static reason => reason.Contribution > 0)
                .OrderByDescending(static reason => reason.Contribution)
                .Take(MaxReasons)
                .Select(static reason => reason.Name),
        ];
    }

    /// <summary>Before the calibration.</summary>
    public abstract double Margin(in FraudFeatures features);

    /// <summary>Adds what each input adds to the margin, beside what is expected of an average transaction.</summary>
    protected abstract void Explain(in FraudFeatures features, Span<double> contributions);
}
