using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Graph;

/// <summary>What flows along an edge of a graph.</summary>
internal abstract class Value
{
    public abstract OnnxValueType Kind { get; }

    /// <summary>Elements of a sequence; keys and values of a map; none of a tensor.</summary>
    public virtual IReadOnlyList<Value> Parts => [];
}

internal abstract class TensorValue(long[] shape) : Value
{
    public override OnnxValueType Kind => OnnxValueType.ONNX_TYPE_TENSOR;

    public long[] Shape { get; } = shape;

    public abstract TensorElementType Element { get; }

    public abstract int Count { get; }

    public abstract TensorValue Reshaped(long[] shape);

    public static long SizeOf(long[] shape) => shape.Aggregate(1L, static (product, size) => checked(product * size));
}

/// <summary>Row by row.</summary>
internal sealed class TensorValue<T>(long[] shape, T[] data) : TensorValue(shape)
{
    private static readonly TensorElementType OwnElement = ElementOf(typeof(T));

    public T[] Data { get; } = data;

    public override TensorElementType Element => OwnElement;

    public override int Count => Data.Length;

    public override TensorValue Reshaped(long[] shape) => new TensorValue<T>(shape, Data);

    private static TensorElementType ElementOf(Type element) => element switch
    {
        var type when type == typeof(float) => TensorElementType.Float,
        var type when type == typeof(double) => TensorElementType.Double,
        var type when type == typeof(long) => TensorElementType.Int64,
        var type when type == typeof(int) => TensorElementType.Int32,
        var type when type == typeof(byte) => TensorElementType.UInt8,
        var type when type == typeof(bool) => TensorElementType.Bool,
        var type when type == typeof(string) => TensorElementType.String,
        var type => throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Tensor of type: {type} is not supported"),
    };
}

internal sealed class MapValue(TensorValue keys, TensorValue values) : Value
{
    public override OnnxValueType Kind => OnnxValueType.ONNX_TYPE_MAP;

    public override IReadOnlyList<Value> Parts { get; } = [keys, values];
}

internal sealed class SequenceValue(IReadOnlyList<Value> elements) : Value
{
    public override OnnxValueType Kind => OnnxValueType.ONNX_TYPE_SEQUENCE;

    public override IReadOnlyList<Value> Parts => elements;
}
