using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>Linear models of ai.onnx.ml, in single precision.</summary>
internal static class Linear
{
    public static Kernel Regressor(NodeFile node)
    {
        var (targets, intercepts, transform) = ((int)node.Integer("targets", 1), node.Floats("intercepts"), Transforms.Parse(node));
        return inputs =>
        {
            var (scores, rows) = Sums(node, inputs, targets, intercepts);
            if (targets > 1) // the runtime leaves a single target as it is
            {
                Transform(scores, rows, targets, transform);
            }
            return [new TensorValue<float>([rows, targets], scores)];
        };
    }

    public static Kernel Classifier(NodeFile node)
    {
        var (intercepts, transform) = (node.Floats("intercepts"), Transforms.Parse(node));
        var (strings, integers) = (node.Strings("classlabels_strings"), node.Integers("classlabels_ints"));
        var (targets, classes) = (intercepts.Length, Math.Max(strings.Length, integers.Length));
        if (targets == 0 || (targets != classes && (targets, classes) != (1, 2)))
        {
            throw node.Invalid($"{targets} intercepts for {classes} classes.");
        }
        return inputs =>
        {
            var (scores, rows) = Sums(node, inputs, targets, intercepts);
            var labels = new int[rows];
            for (var row = 0; row < rows; row++)
            {
                var own = scores.AsSpan(row * targets, targets);
                for (var i = 1; i < targets; i++)
                {
                    labels[row] = own[i] > own[labels[row]] ? i : labels[row];
                }
                labels[row] = targets == 1 && own[0] > 0 ? 1 : labels[row];
            }
            TensorValue named = strings.Length > 0
                ? new TensorValue<string>([rows], Array.ConvertAll(labels, label => strings[label]))
                : new TensorValue<long>([rows], Array.ConvertAll(labels, label => integers[label]));
            if (targets < classes)
            {
                // One score for two classes: the runtime takes it for a probability, whatever the transform.
                return [named, new TensorValue<float>([rows, 2], [.. scores.SelectMany(static score => new[] { 1 - score, score })])];
            }
            Transform(scores, rows, targets, targets > 1 ? transform : PostTransform.None);
            return [named, new TensorValue<float>([rows, targets], scores)];
        };
    }

    private static void Transform(float[] scores, int rows, int targets, PostTransform transform)
    {
        for (var row = 0; row < rows; row++)
        {
            Transforms.Apply(transform, scores.AsSpan(row * targets, targets));
        }
    }

    private static (float[] Scores, int Rows) Sums(NodeFile node, Value?[] inputs, int targets, float[] intercepts)
    {
        var (tensor, rows, columns) = Shapes.Matrix(node, inputs);
        var (data, coefficients) = (Shapes.Singles(node, tensor), node.Floats("coefficients"));
        if (coefficients.Length != targets * columns)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Node {node.Name} ({node.Operator}): {coefficients.Length} coefficients for {targets} targets of {columns} columns.");
        }
        var scores = new float[rows * targets];
        for (var row = 0; row < rows; row++)
        {
            for (var target = 0; target < targets; target++)
            {
                var sum = intercepts.Length > target ? intercepts[target] : 0;
                for (var column = 0; column < columns; column++)
                {
                    sum += data[(row * columns) + column] * coefficients[(target * columns) + column];
                }
                scores[(row * targets) + target] = sum;
            }
        }
        return (scores, rows);
    }
}
