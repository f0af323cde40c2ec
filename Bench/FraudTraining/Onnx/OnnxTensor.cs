using System.Runtime.InteropServices;

namespace EventAi.FraudTraining.Onnx;

/// <summary>A constant: element type by onnx.proto's TensorProto.DataType, and the elements as raw little-endian bytes.</summary>
public sealed record OnnxTensor(int Type, long[] Shape, byte[] Raw)
{
    public const int Single = 1;
    public const int Byte = 2;
    public const int Integer = 7;
    public const int Double = 11;

    public static OnnxTensor Of(IEnumerable<double> values, params long[] shape) => Of(Double, values.ToArray(), shape);

    public static OnnxTensor Of(IEnumerable<float> values, params long[] shape) => Of(Single, values.ToArray(), shape);

    public static OnnxTensor Of(IEnumerable<long> values, params long[] shape) => Of(Integer, values.ToArray(), shape);

    public static OnnxTensor Of(IEnumerable<byte> values, params long[] shape) => Of(Byte, values.ToArray(), shape);

    internal ProtoWriter Proto(string name) => new ProtoWriter().Integers(1, Shape).Integer(2, Type).Text(8, name).Raw(9, Raw);

    private static OnnxTensor Of<T>(int type, T[] values, long[] shape)
        where T : unmanaged
        => new(type, shape.Length == 0 ? [values.Length] : shape, MemoryMarshal.AsBytes<T>(values).ToArray());
}
