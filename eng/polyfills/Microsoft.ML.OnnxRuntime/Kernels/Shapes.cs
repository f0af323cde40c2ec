using System.Globalization;
using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Graph;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>Operators that move values and reckon nothing.</summary>
internal static class Shapes
{
    public static Kernel Cast(NodeFile node)
    {
        var to = (TensorElementType)node.Integer("to", 0);
        return inputs => [(inputs[0], to) switch
        {
            (TensorValue tensor, _) when tensor.Element == to => tensor,
            (TensorValue tensor, TensorElementType.Float) => new TensorValue<float>(tensor.Shape, Array.ConvertAll(Numbers(node, tensor), static x => (float)x)),
            (TensorValue tensor, TensorElementType.Double) => new TensorValue<double>(tensor.Shape, Numbers(node, tensor)),
            (TensorValue<long> tensor, TensorElementType.Int32) => new TensorValue<int>(tensor.Shape, Array.ConvertAll(tensor.Data, static x => (int)x)),
            (TensorValue<int> tensor, TensorElementType.Int64) => new TensorValue<long>(tensor.Shape, Array.ConvertAll(tensor.Data, static x => (long)x)),
            (TensorValue tensor, TensorElementType.Int64) => new TensorValue<long>(tensor.Shape, Array.ConvertAll(Numbers(node, tensor), static x => (long)x)),
            (TensorValue<long> tensor, TensorElementType.String) => new TensorValue<string>(tensor.Shape, Array.ConvertAll(tensor.Data, static x => x.ToString(CultureInfo.InvariantCulture))),
            _ => throw node.NotSupported($"Cast of {(inputs[0] as TensorValue)?.Element} to {to}"),
        }];
    }

    public static Kernel Flatten(NodeFile node)
    {
        var axis = (int)node.Integer("axis", 1);
        return inputs =>
        {
            var tensor = Tensor(node, inputs, 0);
            var from = axis < 0 ? axis + tensor.Shape.Length : axis;
            return from >= 0 && from <= tensor.Shape.Length
                ? [tensor.Reshaped([TensorValue.SizeOf(tensor.Shape[..from]), TensorValue.SizeOf(tensor.Shape[from..])])]
                : throw node.Invalid($"there is no axis {axis}.");
        };
    }

    public static Kernel Reshape(NodeFile node) => inputs =>
    {
        var tensor = Tensor(node, inputs, 0);
        long[] shape = [.. (inputs[1] as TensorValue<long> ?? throw node.Invalid("the shape is no tensor of int64.")).Data];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = shape[i] != 0 ? shape[i] : i < tensor.Shape.Length ? tensor.Shape[i] : throw node.Invalid($"there is no size {i} to keep.");
        }
        var open = Array.IndexOf(shape, -1);
        if (open >= 0)
        {
            shape[open] = 1;
            shape[open] = tensor.Count / Math.Max(1, TensorValue.SizeOf(shape));
        }
        return TensorValue.SizeOf(shape) == tensor.Count ? [tensor.Reshaped(shape)] : throw node.Invalid($"{tensor.Count} elements are no {string.Join('x', shape)}.");
    };

    public static Kernel Concat(NodeFile node)
    {
        var axis = (int)node.Integer("axis", 0);
        return inputs => inputs switch
        {
            _ when Array.TrueForAll(inputs, static input => input is TensorValue<float>) => [Concat(node, [.. inputs.Cast<TensorValue<float>>()], axis)],
            _ when Array.TrueForAll(inputs, static input => input is TensorValue<double>) => [Concat(node, [.. inputs.Cast<TensorValue<double>>()], axis)],
            _ when Array.TrueForAll(inputs, static input => input is TensorValue<long>) => [Concat(node, [.. inputs.Cast<TensorValue<long>>()], axis)],
            _ => throw node.NotSupported("Concat of these types"),
        };
    }

    public static TensorValue Tensor(NodeFile node, Value?[] inputs, int index)
        => index < inputs.Length && inputs[index] is TensorValue tensor ? tensor : throw node.Invalid($"input {index} is no tensor.");

    /// <summary>A matrix; a single row may come without its first dimension.</summary>
    public static (TensorValue Tensor, int Rows, int Columns) Matrix(NodeFile node, Value?[] inputs) => Tensor(node, inputs, 0) switch
    {
        { Shape: [var columns] } tensor => (tensor, 1, (int)columns),
        { Shape: [var rows, var columns] } tensor => (tensor, (int)rows, (int)columns),
        _ => throw node.Invalid("input 0 is no matrix."),
    };

    private static TensorValue<T> Concat<T>(NodeFile node, TensorValue<T>[] tensors, int axis)
    {
        var rank = tensors[0].Shape.Length;
        axis = axis < 0 ? axis + rank : axis;
        if (axis < 0 || axis >= rank || Array.Exists(tensors, tensor => tensor.Shape.Length != rank || tensor.Shape.Where((size, i) => i != axis && size != tensors[0].Shape[i]).Any()))
        {
            throw node.Invalid($"these shapes cannot be put together along axis {axis}.");
        }
        long[] shape = [.. tensors[0].Shape];
        shape[axis] = tensors.Sum(tensor => tensor.Shape[axis]);
        var data = new T[TensorValue.SizeOf(shape)];
        var blocks = TensorValue.SizeOf(shape[..axis]);
        var at = 0L;
        for (var block = 0L; block < blocks; block++)
        {
            foreach (var tensor in tensors)
            {
                var length = tensor.Count / blocks;
                Array.Copy(tensor.Data, block * length, data, at, length);
                at += length;
            }
        }
        return new TensorValue<T>(shape, data);
    }

    public static double[] Numbers(NodeFile node, TensorValue tensor) => tensor switch
    {
        TensorValue<float> values => Array.ConvertAll(values.Data, static x => (double)x),
        TensorValue<double> values => values.Data,
        TensorValue<long> values => Array.ConvertAll(values.Data, static x => (double)x),
        TensorValue<int> values => Array.ConvertAll(values.Data, static x => (double)x),
        TensorValue<bool> values => Array.ConvertAll(values.Data, static x => x ? 1.0 : 0.0),
        _ => throw node.NotSupported($"{node.Operator} of {tensor.Element}"),
    };

    /// <summary>Most operators of ai.onnx.ml reckon in single precision, whatever comes in.</summary>
    public static float[] Singles(NodeFile node, TensorValue tensor)
        => tensor is TensorValue<float> singles ? singles.Data : Array.ConvertAll(Numbers(node, tensor), static x => (float)x);
}
