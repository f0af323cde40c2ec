using System.Text.Json;

namespace EventAi.FraudScoring.Scoring;

/// <summary>A trained model as it is stored: JSON, one of <see cref="Trees"/>, <see cref="Linear"/> and <see cref="Onnx"/>, and what the operation of it needs.</summary>
public sealed record FraudModelFile
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>Names of the inputs, in the order that the rest of the file counts them (<see cref="Features.FraudFeature.Names"/>).</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Gradient-boosted trees.</summary>
    public TreeEnsemble? Trees { get; init; }

    /// <summary>Logistic regression.</summary>
    public LinearTerms? Linear { get; init; }

    /// <summary>A graph in a file of its own, of which this is the description.</summary>
    public OnnxGraph? Onnx { get; init; }

    /// <summary>From the margin to a probability.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>How inputs and scores were distributed when the model was made: what drift is measured against.</summary>
    public IReadOnlyList<ReferenceDistribution> Reference { get; set; } = []; // a setter: an omitted init member would be null

    /// <summary>Share of the training's total loss reduction per input, largest first; only informs.</summary>
    public IReadOnlyDictionary<string, double> Importance { get; set; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">The file holds no model, or one that does not hang together.</exception>
    public static FraudModelFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), FraudModelJson.Default.FraudModelFile) ?? throw new InvalidDataException($"{path} holds no model.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} holds no model: {exception.Message}", exception);
        }
    }

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, FraudModelJson.Default.FraudModelFile) + "\n");
}
