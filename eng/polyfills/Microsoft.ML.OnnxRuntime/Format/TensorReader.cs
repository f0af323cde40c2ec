using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Graph;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Format;

/// <summary>Constants of a model (onnx.proto, TensorProto); numbers stand in a field of their type or, little-endian, as raw bytes.</summary>
internal static class TensorReader
{
    public static (string Name, TensorValue Tensor) Read(ReadOnlySpan<byte> content)
    {
        var (name, element, external) = ("", (TensorElementType)0, false);
        List<long> shape = [], integers = [];
        List<float> floats = [];
        List<double> doubles = [];
        List<string> strings = [];
        byte[]? raw = null;
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.AddIntegers(shape); break;
                case 2: element = (TensorElementType)reader.Number; break;
                case 4: reader.AddFloats(floats); break;
                case 5 or 7: reader.AddIntegers(integers); break;
                case 6: strings.Add(reader.Text); break;
                case 8: name = reader.Text; break;
                case 9: raw = reader.Content.ToArray(); break;
                case 10: reader.AddDoubles(doubles); break;
                case 14: external = reader.Number == 1; break;
                default: break;
            }
        }
        if (external)
        {
            throw new OnnxRuntimeException(ErrorCode.NotImplemented, $"Tensor {name}: data outside of the model file is not implemented by this stand-in of the ONNX runtime.");
        }
        long[] sizes = [.. shape];
        TensorValue tensor = element switch
        {
            TensorElementType.Float => new TensorValue<float>(sizes, raw is null ? [.. floats] : Cast<float>(raw)),
            TensorElementType.Double => new TensorValue<double>(sizes, raw is null ? [.. doubles] : Cast<double>(raw)),
            TensorElementType.Int64 => new TensorValue<long>(sizes, raw is null ? [.. integers] : Cast<long>(raw)),
            TensorElementType.Int32 => new TensorValue<int>(sizes, raw is null ? [.. integers.Select(static number => (int)number)] : Cast<int>(raw)),
            TensorElementType.UInt8 => new TensorValue<byte>(sizes, raw ?? [.. integers.Select(static number => (byte)number)]),
            TensorElementType.String => new TensorValue<string>(sizes, [.. strings]),
            _ => throw new OnnxRuntimeException(ErrorCode.NotImplemented, $"Tensor {name}: element type {element} is not implemented by this stand-in of the ONNX runtime."),
        };
        return tensor.Count == TensorValue.SizeOf(sizes)
            ? (name, tensor)
            : throw new OnnxRuntimeException(ErrorCode.InvalidGraph, $"Tensor {name} has {tensor.Count} elements where its shape wants {TensorValue.SizeOf(sizes)}.");
    }

    private static T[] Cast<T>(byte[] raw)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(raw).ToArray();
}
