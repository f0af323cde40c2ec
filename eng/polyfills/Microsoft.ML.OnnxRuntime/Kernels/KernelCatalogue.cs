using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>An operator with its attributes; keeps no state between calls.</summary>
internal delegate Value[] Kernel(Value?[] inputs);

/// <summary>The operators, as github.com/onnx/onnx documents them in docs/Operators.md and docs/Operators-ml.md.</summary>
internal static class KernelCatalogue
{
    private const string Ml = "ai.onnx.ml";

    private static readonly Dictionary<(string Domain, string Operator), Func<NodeFile, Kernel>> Known = new()
    {
        [("", "Add")] = static node => Elementwise.Binary(node, static (x, y) => x + y, static (x, y) => x + y, static (x, y) => x + y),
        [("", "Sub")] = static node => Elementwise.Binary(node, static (x, y) => x - y, static (x, y) => x - y, static (x, y) => x - y),
        [("", "Mul")] = static node => Elementwise.Binary(node, static (x, y) => x * y, static (x, y) => x * y, static (x, y) => x * y),
        [("", "Div")] = static node => Elementwise.Binary(node, static (x, y) => x / y, static (x, y) => x / y, static (x, y) => x / y),
        [("", "Sigmoid")] = Elementwise.Sigmoid,
        [("", "Cast")] = Shapes.Cast,
        [("", "Concat")] = Shapes.Concat,
        [("", "Flatten")] = Shapes.Flatten,
        [("", "Identity")] = static node => inputs => [inputs[0] ?? throw node.Invalid("input 0 is missing.")],
        [("", "MatMul")] = MatMul.Create,
        [("", "Reshape")] = Shapes.Reshape,
        [(Ml, "LinearClassifier")] = Linear.Classifier,
        [(Ml, "LinearRegressor")] = Linear.Regressor,
        [(Ml, "Normalizer")] = Rows.Normalizer,
        [(Ml, "Scaler")] = Rows.Scaler,
        [(Ml, "TreeEnsemble")] = TreeKernels.Ensemble,
        [(Ml, "TreeEnsembleClassifier")] = TreeKernels.Classifier,
        [(Ml, "TreeEnsembleRegressor")] = TreeKernels.Regressor,
        [(Ml, "ZipMap")] = ZipMap.Create,
    };

    /// <exception cref="OnnxRuntimeException">There is none.</exception>
    public static Kernel Create(NodeFile node)
        => Known.TryGetValue((node.Domain, node.Operator), out var create)
            ? create(node)
            : throw node.NotSupported($"operator {(node.Domain.Length == 0 ? "ai.onnx" : node.Domain)}.{node.Operator}");
}
