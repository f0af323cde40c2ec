using System.Text.Json;
using EventAi.FraudScoring.Features;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EventAi.FraudScoring.Scoring;

/// <summary>
/// A model in ONNX, whoever trained it: one input, a row of features in single or double precision. What the graph does not say (id, version, names of the inputs in their
/// order, calibration, reference for drift) is a <see cref="FraudModelFile"/> with <see cref="FraudModelFile.Onnx"/>, in a file beside it (<c>x.onnx.json</c>) or in its metadata.
/// </summary>
/// <remarks>
/// The session is not disposed: batches under way may use a model that was replaced, and its finalizer comes after the last of them. A model of single precision sees its
/// inputs rounded to it, as in its training.
/// </remarks>
public sealed class OnnxModel : FraudModel
{
    public const string Extension = ".onnx";

    /// <summary>Key of the description among the graph's <c>metadata_props</c>.</summary>
    public const string MetadataKey = "eventai.fraud";

    private static readonly RunOptions Options = new();

    private readonly InferenceSession _session;
    private readonly OnnxGraph _graph;
    private readonly bool _isDouble;
    private readonly bool _givesDouble;
    private readonly double[]? _typical;

    private OnnxModel(FraudModelFile file, OnnxGraph graph, InferenceSession session)
        : base(file)
    {
        (_session, _graph) = (session, graph);
        var width = Positions.Length;
        if (session.InputNames.Count != 1 || session.InputMetadata[session.InputNames[0]] is not { IsTensor: true } input)
        {
            throw Invalid("one tensor as the only input is wanted.");
        }
        if (input.ElementDataType is not (TensorElementType.Float or TensorElementType.Double))
        {
            throw Invalid($"the input is of {input.ElementDataType}, not of floats or doubles.");
        }
        if (input.Dimensions is not [_, var columns] || (columns > 0 && columns != width))
        {
            throw Invalid($"the input is {string.Join('x', input.Dimensions)}, and {width} features are named.");
        }
        if (!session.OutputNames.Contains(graph.Output, StringComparer.Ordinal))
        {
            throw Invalid($"there is no output '{graph.Output}', only {string.Join(", ", session.OutputNames)}.");
        }
        if (graph.Typical is { } typical && typical.Count != width)
        {
            throw Invalid($"{typical.Count} typical values for {width} features.");
        }
        var output = session.OutputMetadata[graph.Output];
        _isDouble = input.ElementDataType == TensorElementType.Double;
        _givesDouble = output.IsTensor && output.ElementDataType == TensorElementType.Double;
        _typical = graph.Typical?.ToArray();
        var margin = Margin(default);
        if (double.IsNaN(margin))
        {
            throw Invalid($"column {graph.Column} of output '{graph.Output}' is not a {graph.Gives} for a row of zeros.");
        }
    }

    /// <exception cref="InvalidDataException">The file cannot be used; the message says why.</exception>
    public static new FraudModel Load(string path)
    {
        try
        {
            // A row takes microseconds: handing it to a pool of threads would take longer.
            using var options = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
            var session = new InferenceSession(path, options);
            var file = Describe(path, session);
            return new OnnxModel(file, file.Onnx ?? throw new InvalidDataException($"{path}: its description has no member 'onnx'."), session);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or JsonException or TypeInitializationException or DllNotFoundException)
        {
            // The last two: the runtime's native half does not run on this machine.
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    public override double Margin(in FraudFeatures features)
    {
        var row = new double[Positions.Length];
        Fill(features, row);
        return Margins(row, 1)[0];
    }

    /// <summary>By ablation, all inputs in one run: what the margin loses when one of them takes its typical value.</summary>
    protected override void Explain(in FraudFeatures features, Span<double> contributions)
    {
        if (_typical is null)
        {
            return;
        }
        var width = Positions.Length;
        var rows = new double[(width + 1) * width];
        for (var row = 0; row <= width; row++)
        {
            Fill(features, rows.AsSpan(row * width, width));
            if (row < width)
            {
                rows[(row * width) + row] = _typical[row];
            }
        }
        var margins = Margins(rows, width + 1);
        for (var input = 0; input < width; input++)
        {
            var lost = margins[width] - margins[input];
            contributions[input] += double.IsNaN(lost) ? 0 : lost; // two infinite margins do not differ
        }
    }

    private void Fill(in FraudFeatures features, Span<double> row)
    {
        for (var input = 0; input < row.Length; input++)
        {
            row[input] = features[Positions[input]];
        }
    }

    private double[] Margins(double[] rows, int count)
    {
        long[] shape = [count, Positions.Length];
        using var input = _isDouble
            ? OrtValue.CreateTensorValueFromMemory(rows, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(rows, static value => (float)value), shape);
        using var outputs = _session.Run(Options, _session.InputNames, [input], [_graph.Output]);
        var scores = Scores(outputs.First(), count);
        for (var row = 0; row < count; row++)
        {
            scores[row] = _graph.Gives == OnnxScore.Margin ? scores[row] : LogOdds(scores[row]);
        }
        return scores;
    }

    private double[] Scores(OrtValue output, int count)
    {
        var scores = new double[count];
        for (var row = 0; row < count; row++)
        {
            if (output.OnnxType == OnnxValueType.ONNX_TYPE_SEQUENCE)
            {
                using var map = output.GetValue(row, OrtAllocator.DefaultInstance);
                using var values = map.GetValue(1, OrtAllocator.DefaultInstance); // keys, in order, are element 0
                scores[row] = Number(values, 0, 1);
            }
            else
            {
                scores[row] = Number(output, row, count);
            }
        }
        return scores;
    }

    private double Number(OrtValue tensor, int row, int count)
    {
        var length = _givesDouble ? tensor.GetTensorDataAsSpan<double>().Length : tensor.GetTensorDataAsSpan<float>().Length;
        var columns = length / count;
        if (_graph.Column < 0 || _graph.Column >= columns)
        {
            throw Invalid($"output '{_graph.Output}' has {columns} columns, none of them is {_graph.Column}.");
        }
        var at = (row * columns) + _graph.Column;
        return _givesDouble ? tensor.GetTensorDataAsSpan<double>()[at] : tensor.GetTensorDataAsSpan<float>()[at];
    }

    private InvalidDataException Invalid(string what) => new($"Model {Id}: {what}");

    /// <summary>NaN outside of 0 to 1; single precision may end a hair beyond.</summary>
    private static double LogOdds(double probability)
        => probability is < -1e-6 or > 1 + 1e-6 ? double.NaN : Math.Log(Math.Clamp(probability, 0, 1)) - Math.Log(1 - Math.Clamp(probability, 0, 1));

    private static FraudModelFile Describe(string path, InferenceSession session)
    {
        if (System.IO.File.Exists($"{path}.json"))
        {
            return FraudModelFile.Read($"{path}.json");
        }
        var description = session.ModelMetadata.CustomMetadataMap.GetValueOrDefault(MetadataKey)
            ?? throw new InvalidDataException($"{path}: it has no description; there is neither {Path.GetFileName(path)}.json beside it nor '{MetadataKey}' in its metadata.");
        return JsonSerializer.Deserialize(description, FraudModelJson.Default.FraudModelFile) ?? throw new InvalidDataException($"{path}: '{MetadataKey}' in its metadata is empty.");
    }
}
