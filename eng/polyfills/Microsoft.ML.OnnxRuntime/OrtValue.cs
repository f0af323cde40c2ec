using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime;

public enum OnnxValueType
{
    ONNX_TYPE_UNKNOWN = 0,
    ONNX_TYPE_TENSOR = 1,
    ONNX_TYPE_SEQUENCE = 2,
    ONNX_TYPE_MAP = 3,
    ONNX_TYPE_OPAQUE = 4,
    ONNX_TYPE_SPARSETENSOR = 5,
    ONNX_TYPE_OPTIONAL = 6,
}

/// <summary>A tensor over managed memory, or the sequence of maps that ZipMap makes.</summary>
public class OrtValue : IDisposable
{
    internal OrtValue(Value value) => Value = value;

    internal Value Value { get; }

    public OnnxValueType OnnxType => Value.Kind;

    public bool IsTensor => OnnxType == OnnxValueType.ONNX_TYPE_TENSOR;

    /// <param name="data">Not copied.</param>
    /// <param name="shape">Its product is at most the length of the data.</param>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape)
        where T : unmanaged
    {
        var size = TensorValue.SizeOf(shape);
        if (size > data.Length)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Managed memory size: {data.Length} elements is less than shape size: {size} elements");
        }
        return new OrtValue(new TensorValue<T>(shape, size == data.Length ? data : data[..(int)size]));
    }

    public ReadOnlySpan<T> GetTensorDataAsSpan<T>()
        where T : unmanaged
        => Value switch
        {
            TensorValue<T> tensor => tensor.Data,
            TensorValue other => throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Requested type: {typeof(T)} does not match the actual type: {other.Element}"),
            _ => throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"This OrtValue type contains: {OnnxType}, not a tensor"),
        };

    public string[] GetStringTensorAsArray()
        => Value is TensorValue<string> strings ? strings.Data : throw new OnnxRuntimeException(ErrorCode.Fail, "GetStringTensorAsArray() is only supported for string tensors.");

    /// <summary>2 for a map (keys, values), the number of elements of a sequence.</summary>
    public int GetValueCount() => Value.Parts.Count;

    public OrtValue GetValue(int index, OrtAllocator allocator)
        => index >= 0 && index < Value.Parts.Count ? new OrtValue(Value.Parts[index]) : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"There is no element {index} of {Value.Parts.Count}");

    public void Dispose() => GC.SuppressFinalize(this);
}
