using Microsoft.ML.OnnxRuntime.Graph;

namespace Microsoft.ML.OnnxRuntime.Format;

/// <summary>One operator of a graph with its attributes (onnx.proto, NodeProto).</summary>
internal sealed class NodeFile
{
    public string Name { get; set; } = "";

    public string Operator { get; set; } = "";

    public string Domain { get; set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public Dictionary<string, AttributeFile> Attributes { get; } = new(StringComparer.Ordinal);

    public string Text(string name, string otherwise) => Attributes.TryGetValue(name, out var found) ? found.Text ?? otherwise : otherwise;

    public long Integer(string name, long otherwise) => Attributes.TryGetValue(name, out var found) ? found.Integer : otherwise;

    public long[] Integers(string name) => Attributes.TryGetValue(name, out var found) ? [.. found.Integers] : [];

    public float[] Floats(string name) => Attributes.TryGetValue(name, out var found) ? [.. found.Floats] : [];

    public string[] Strings(string name) => Attributes.TryGetValue(name, out var found) ? [.. found.Strings] : [];

    public TensorValue? Tensor(string name) => Attributes.TryGetValue(name, out var found) ? found.Tensor : null;

    public OnnxRuntimeException Invalid(string what) => new(ErrorCode.InvalidGraph, $"This is an invalid model. Node {Name} ({Operator}): {what}");

    public OnnxRuntimeException NotSupported(string what) => new(ErrorCode.NotImplemented, $"Node {Name}: {what} is not implemented by this stand-in of the ONNX runtime.");
}

internal sealed class AttributeFile
{
    public long Integer { get; set; }

    public string? Text { get; set; }

    public TensorValue? Tensor { get; set; }

    public List<float> Floats { get; } = [];

    public List<long> Integers { get; } = [];

    public List<string> Strings { get; } = [];
}
