using System.Text.Json;

namespace EventAi.FraudScoring;

/// <summary>
/// Logistic regression over standardised inputs: probability = 1 / (1 + e^-(intercept + Σ weight · (input - mean) / deviation)).
/// The first inputs are numeric (<see cref="InputNames"/>), then one 0/1 input per merchant category known to the model.
/// </summary>
public sealed class FraudModel
{
    /// <summary>Numeric inputs, in order; also the reason codes of alerts.</summary>
    public static IReadOnlyList<string> InputNames { get; } =
        ["amount", "is_international", "hour_of_day_sin", "hour_of_day_cos", "velocity_1h", "international_velocity"];

    private readonly FraudModelFile _file;
    private readonly Dictionary<int, int> _categoryInputs;

    public FraudModel(FraudModelFile file)
    {
        var inputs = InputNames.Count + file.Categories.Count;
        if (file.Weights.Count != inputs || file.Means.Count != inputs || file.Deviations.Count != inputs)
        {
            throw new InvalidDataException($"Model {file.Id}: {inputs} weights, means and deviations expected.");
        }
        _file = file;
        _categoryInputs = file.Categories.Select((code, index) => (code, index)).ToDictionary(static pair => pair.code, static pair => InputNames.Count + pair.index);
    }

    public string Id => _file.Id;

    public string Version => _file.Version;

    public static FraudModel Load(string path)
        => new(JsonSerializer.Deserialize(File.ReadAllBytes(path), FraudModelJson.Default.FraudModelFile)
            ?? throw new InvalidDataException($"{path} holds no model."));

    /// <summary>Probability of fraud, 0 to 1.</summary>
    public double Score(FraudFeatures features)
    {
        Span<double> inputs = stackalloc double[_file.Weights.Count];
        Fill(features, _categoryInputs, inputs);
        var sum = _file.Intercept;
        for (var i = 0; i < inputs.Length; i++)
        {
            sum += Contribution(i, inputs[i]);
        }
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>Names of the inputs that raised the score, strongest first, at most three.</summary>
    public IReadOnlyList<string> Reasons(FraudFeatures features)
    {
        var inputs = new double[_file.Weights.Count];
        Fill(features, _categoryInputs, inputs);
        return
        [
            .. inputs.Select((input, index) => (Name: NameOf(index), Contribution: Contribution(index, input)))
                .Where(static reason => reason.Contribution > 0)
                .OrderByDescending(static reason => reason.Contribution)
                .Select(static reason => reason.Name)
                .Distinct()
                .Take(3),
        ];
    }

    /// <summary>The model's inputs of a transaction, not yet standardised; shared with the training.</summary>
    public static void Fill(FraudFeatures features, IReadOnlyDictionary<int, int> categoryInputs, Span<double> inputs)
    {
        inputs.Clear();
        var angle = features.HourOfDay / 24 * 2 * Math.PI;
        var velocity = Math.Log2(Math.Max(1, features.Velocity));
        inputs[0] = Math.Log(Math.Max(0.01, features.Amount));
        inputs[1] = features.IsInternational ? 1 : 0;
        inputs[2] = Math.Sin(angle);
        inputs[3] = Math.Cos(angle);
        inputs[4] = velocity;
        inputs[5] = features.IsInternational ? velocity : 0;
        if (categoryInputs.TryGetValue(features.MerchantCategoryCode, out var category))
        {
            inputs[category] = 1;
        }
    }

    private double Contribution(int index, double input) => _file.Weights[index] * (input - _file.Means[index]) / _file.Deviations[index];

    private static string NameOf(int input) => input switch
    {
        2 or 3 => "hour_of_day",
        5 => "velocity_1h",
        _ when input < InputNames.Count => InputNames[input],
        _ => "merchant_category",
    };
}
