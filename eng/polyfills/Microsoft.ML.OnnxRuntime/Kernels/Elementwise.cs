using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

internal static class Elementwise
{
    public static Kernel Binary(NodeFile node, Func<float, float, float> single, Func<double, double, double> twice, Func<long, long, long> whole) => inputs => (inputs[0], inputs[1]) switch
    {
        (TensorValue<float> left, TensorValue<float> right) => [Apply(node, left, right, single)],
        (TensorValue<double> left, TensorValue<double> right) => [Apply(node, left, right, twice)],
        (TensorValue<long> left, TensorValue<long> right) => [Apply(node, left, right, whole)],
        _ => throw node.NotSupported($"{node.Operator} of these types"),
    };

    /// <summary>Written so that neither end overflows.</summary>
    public static Kernel Sigmoid(NodeFile node) => inputs => inputs[0] switch
    {
        TensorValue<float> tensor => [new TensorValue<float>(tensor.Shape, Array.ConvertAll(tensor.Data, static x => Transforms.Logistic(x)))],
        TensorValue<double> tensor => [new TensorValue<double>(tensor.Shape, Array.ConvertAll(tensor.Data, static x => Transforms.Logistic(x)))],
        _ => throw node.NotSupported("Sigmoid of this type"),
    };

    /// <summary>Shapes are matched from the last dimension on; a size of one is repeated.</summary>
    private static TensorValue<T> Apply<T>(NodeFile node, TensorValue<T> left, TensorValue<T> right, Func<T, T, T> apply)
    {
        var rank = Math.Max(left.Shape.Length, right.Shape.Length);
        var shape = new long[rank];
        for (var i = 1; i <= rank; i++)
        {
            var (a, b) = (SizeAt(left.Shape, i), SizeAt(right.Shape, i));
            shape[^i] = a == b || b == 1 ? a : a == 1 ? b : throw node.Invalid($"shapes {string.Join('x', left.Shape)} and {string.Join('x', right.Shape)} do not match.");
        }
        var data = new T[TensorValue.SizeOf(shape)];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = apply(left.Data[Source(i, shape, left.Shape)], right.Data[Source(i, shape, right.Shape)]);
        }
        return new TensorValue<T>(shape, data);
    }

    private static long SizeAt(long[] shape, int fromEnd) => fromEnd <= shape.Length ? shape[^fromEnd] : 1;

    private static long Source(long index, long[] shape, long[] source)
    {
        var (at, stride) = (0L, 1L);
        for (var i = 1; i <= source.Length; i++)
        {
            at += source[^i] == 1 ? 0 : index % shape[^i] * stride;
            (index, stride) = (index / shape[^i], stride * source[^i]);
        }
        return at;
    }
}
