using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>Operators on each row of a matrix by itself.</summary>
internal static class Rows
{
    public static Kernel Scaler(NodeFile node)
    {
        var (offset, scale) = (node.Floats("offset"), node.Floats("scale"));
        return inputs =>
        {
            var (tensor, _, columns) = Shapes.Matrix(node, inputs);
            if ((offset.Length != 1 && offset.Length != columns) || (scale.Length != 1 && scale.Length != columns))
            {
                throw node.Invalid($"{offset.Length} offsets and {scale.Length} scales for {columns} columns.");
            }
            var data = Shapes.Singles(node, tensor);
            return [new TensorValue<float>(tensor.Shape, [.. data.Select((x, i) => (x - offset[offset.Length == 1 ? 0 : i % columns]) * scale[scale.Length == 1 ? 0 : i % columns])])];
        };
    }

    public static Kernel Normalizer(NodeFile node)
    {
        var norm = node.Text("norm", "MAX");
        return inputs =>
        {
            var (tensor, rows, columns) = Shapes.Matrix(node, inputs);
            float[] data = [.. Shapes.Singles(node, tensor)];
            for (var row = 0; row < rows; row++)
            {
                var values = data.AsSpan(row * columns, columns);
                var divisor = Divisor(node, norm, values);
                foreach (ref var value in values)
                {
                    value = divisor == 0 ? value : value / divisor;
                }
            }
            return [new TensorValue<float>(tensor.Shape, data)];
        };
    }

    private static float Divisor(NodeFile node, string norm, ReadOnlySpan<float> values)
    {
        var (sum, squares, most) = (0f, 0f, float.NegativeInfinity);
        foreach (var value in values)
        {
            (sum, squares, most) = (sum + Math.Abs(value), squares + (value * value), Math.Max(most, value));
        }
        return norm switch
        {
            "L1" => sum,
            "L2" => MathF.Sqrt(squares),
            "MAX" => most,
            _ => throw node.Invalid($"there is no norm '{norm}'."),
        };
    }
}
