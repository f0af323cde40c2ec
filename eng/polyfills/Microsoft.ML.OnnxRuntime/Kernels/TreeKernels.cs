using System.Numerics;
using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>The three operators of tree ensembles. Doubles are compared as doubles where the ensemble has its numbers as such tensors, else all is single precision.</summary>
internal static class TreeKernels
{
    public static Kernel Regressor(NodeFile node)
    {
        var aggregate = node.Text("aggregate_function", "SUM");
        var targets = (int)node.Integer("n_targets", 1);
        return ByPrecision(node, Run<float>(), Run<double>());

        Func<TensorValue, int, int, Value[]> Run<T>()
            where T : IBinaryFloatingPointIeee754<T>
        {
            var sum = new TreeSums<T>(node, () => ForestReader.ReadNodes<T>(node, "target"), aggregate, targets, Transforms.Parse(node));
            return (tensor, rows, columns) => [new TensorValue<float>([rows, targets], Array.ConvertAll(sum.Run(tensor, rows, columns), static x => float.CreateTruncating(x)))];
        }
    }

    public static Kernel Ensemble(NodeFile node)
    {
        string[] functions = ["AVERAGE", "SUM", "MIN", "MAX"];
        var function = node.Integer("aggregate_function", 1);
        var aggregate = function is >= 0 and < 4 ? functions[function] : throw node.Invalid($"there is no aggregate_function {function}.");
        var transform = (PostTransform)node.Integer("post_transform", 0);
        if (transform is < PostTransform.None or >= PostTransform.Probit)
        {
            throw node.NotSupported($"post_transform {transform}");
        }
        var targets = (int)node.Integer("n_targets", 1);
        return ByPrecision(node, Run<float>(), Run<double>());

        Func<TensorValue, int, int, Value[]> Run<T>()
            where T : IBinaryFloatingPointIeee754<T>
        {
            var sum = new TreeSums<T>(node, () => ForestReader.ReadSplits<T>(node), aggregate, targets, transform);
            return (tensor, rows, columns) => [new TensorValue<T>([rows, targets], sum.Run(tensor, rows, columns))];
        }
    }

    public static Kernel Classifier(NodeFile node)
    {
        return ByPrecision(node, Run<float>(), Run<double>());

        Func<TensorValue, int, int, Value[]> Run<T>()
            where T : IBinaryFloatingPointIeee754<T>
            => new TreeClassifier<T>(node).Run;
    }

    /// <summary>An ensemble whose numbers are doubles cannot take singles, and the other way round.</summary>
    private static Kernel ByPrecision(NodeFile node, Func<TensorValue, int, int, Value[]> single, Func<TensorValue, int, int, Value[]> twice) => inputs =>
    {
        var (tensor, rows, columns) = Shapes.Matrix(node, inputs);
        return tensor is TensorValue<double> ? twice(tensor, rows, columns) : single(tensor, rows, columns);
    };
}
