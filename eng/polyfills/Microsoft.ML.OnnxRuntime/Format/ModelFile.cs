using Microsoft.ML.OnnxRuntime.Graph;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Format;

/// <summary>An ONNX file as read, unchecked (onnx.proto, ModelProto and GraphProto).</summary>
internal sealed class ModelFile
{
    public string ProducerName { get; set; } = "";

    public string Domain { get; set; } = "";

    public string Description { get; set; } = "";

    public long Version { get; set; }

    public string GraphName { get; set; } = "";

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>Version by domain; the default domain is "".</summary>
    public Dictionary<string, long> Opsets { get; } = new(StringComparer.Ordinal);

    public List<NodeFile> Nodes { get; } = [];

    public Dictionary<string, TensorValue> Initializers { get; } = new(StringComparer.Ordinal);

    public List<(string Name, DeclaredType Type)> Inputs { get; } = [];

    public List<(string Name, DeclaredType Type)> Outputs { get; } = [];
}

/// <param name="Kind">Tensor, sequence or map.</param>
/// <param name="Element">Of a tensor.</param>
/// <param name="Dimensions">Of a tensor; -1 where open.</param>
internal sealed record DeclaredType(OnnxValueType Kind, TensorElementType Element, int[] Dimensions);
