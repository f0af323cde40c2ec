using System.Numerics;
using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>Of two matrices; more dimensions are not supported.</summary>
internal static class MatMul
{
    public static Kernel Create(NodeFile node) => inputs => (inputs[0], inputs[1]) switch
    {
        (TensorValue<float> left, TensorValue<float> right) => [Apply(node, left, right)],
        (TensorValue<double> left, TensorValue<double> right) => [Apply(node, left, right)],
        _ => throw node.NotSupported("MatMul of these types"),
    };

    private static TensorValue<T> Apply<T>(NodeFile node, TensorValue<T> left, TensorValue<T> right)
        where T : INumber<T>
    {
        if (left.Shape is not [var rows, var inner] || right.Shape is not [var expected, var columns] || inner != expected)
        {
            throw node.NotSupported($"MatMul of {string.Join('x', left.Shape)} by {string.Join('x', right.Shape)}");
        }
        var data = new T[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var sum = T.Zero;
                for (var i = 0; i < inner; i++)
                {
                    sum += left.Data[(row * inner) + i] * right.Data[(i * columns) + column];
                }
                data[(row * columns) + column] = sum;
            }
        }
        return new TensorValue<T>([rows, columns], data);
    }
}
