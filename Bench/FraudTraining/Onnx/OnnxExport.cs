using System.Text.Json;
using EventAi.FraudScoring.Scoring;

namespace EventAi.FraudTraining.Onnx;

/// <summary>
/// A model's JSON as ONNX: everything from the features to the probability, in double precision, so that every decision is the scorer's own. Trees are TreeEnsemble of ai.onnx.ml 5.
/// The description that the service wants is in the metadata.
/// </summary>
public static class OnnxExport
{
    public const string Input = "features";
    public const string Output = "probability";

    /// <exception cref="InvalidDataException">The model has neither trees nor linear terms.</exception>
    public static byte[] Write(FraudModelFile model)
    {
        _ = FraudModel.Of(model); // checks it
        var file = new OnnxFile("EventAi", model.Id).Input(Input, OnnxTensor.Double, model.Features.Count).Output(Output, OnnxTensor.Double, 1);
        file = model.Trees is { } trees ? AddTrees(file, trees) : AddLinear(file, model.Linear!);
        return file
            .Constant("slope", OnnxTensor.Of([model.Calibration.Slope], 1, 1))
            .Constant("intercept", OnnxTensor.Of([model.Calibration.Intercept], 1, 1))
            .With(
                new OnnxNode("scale", "", "Mul").From("margin", "slope").To("scaled"),
                new OnnxNode("shift", "", "Add").From("scaled", "intercept").To("calibrated"),
                new OnnxNode("logistic", "", "Sigmoid").From("calibrated").To(Output))
            .Metadata(OnnxModel.MetadataKey, JsonSerializer.Serialize(Describe(model), FraudModelJson.Default.FraudModelFile))
            .ToArray();
    }

    /// <summary>The model as it is served from its export.</summary>
    public static FraudModel Load(FraudModelFile model)
    {
        var folder = Directory.CreateTempSubdirectory("eventai-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.onnx");
            File.WriteAllBytes(path, Write(model));
            return FraudModel.Load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the service is told of the graph: the calibration is in it already.</summary>
    public static FraudModelFile Describe(FraudModelFile model) => model with
    {
        Trees = null,
        Linear = null,
        Calibration = Calibration.None,
        Onnx = new OnnxGraph(Output, 0, OnnxScore.Probability, Typical(model)),
    };

    private static OnnxFile AddTrees(OnnxFile file, TreeEnsemble ensemble)
    {
        var trees = new OnnxTrees();
        foreach (var tree in ensemble.Trees)
        {
            trees.Add(tree, ensemble.Depth);
        }
        return file
            .Constant("base", OnnxTensor.Of([ensemble.Base], 1, 1))
            .With(trees.Node("trees").From(Input).To("leaves"), new OnnxNode("sum", "", "Add").From("leaves", "base").To("margin"));
    }

    private static OnnxFile AddLinear(OnnxFile file, LinearTerms terms) => file
        .Constant("means", OnnxTensor.Of(terms.Means, 1, terms.Means.Count))
        .Constant("deviations", OnnxTensor.Of(terms.Deviations, 1, terms.Deviations.Count))
        .Constant("weights", OnnxTensor.Of(terms.Weights, terms.Weights.Count, 1))
        .Constant("constant", OnnxTensor.Of([terms.Intercept], 1, 1))
        .With(
            new OnnxNode("centre", "", "Sub").From(Input, "means").To("centred"),
            new OnnxNode("standardise", "", "Div").From("centred", "deviations").To("standardised"),
            new OnnxNode("weigh", "", "MatMul").From("standardised", "weights").To("weighted"),
            new OnnxNode("sum", "", "Add").From("weighted", "constant").To("margin"));

    /// <summary>The upper end of the bin in which the training's median lies; none where an input has no reference.</summary>
    private static double[]? Typical(FraudModelFile model)
    {
        var typical = new double[model.Features.Count];
        for (var input = 0; input < typical.Length; input++)
        {
            if (model.Reference.FirstOrDefault(reference => reference.Name == model.Features[input]) is not { Edges.Count: > 0 } found)
            {
                return null;
            }
            var (bin, below) = (0, found.Shares[0]);
            while (below < 0.5 && bin < found.Edges.Count - 1)
            {
                below += found.Shares[++bin];
            }
            typical[input] = found.Edges[bin];
        }
        return typical;
    }
}
