using Microsoft.ML.OnnxRuntime.Format;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Type of an input or output, as the graph declares it.</summary>
public class NodeMetadata
{
    private readonly DeclaredType _type;

    internal NodeMetadata(DeclaredType type) => _type = type;

    public OnnxValueType OnnxValueType => _type.Kind;

    public bool IsTensor => OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR;

    /// <summary>-1 where the size is open.</summary>
    public int[] Dimensions => Tensor().Dimensions;

    public TensorElementType ElementDataType => Tensor().Element;

    private DeclaredType Tensor() => IsTensor ? _type : throw new OnnxRuntimeException(ErrorCode.Fail, "OnnxValueType must either be a tensor or sparse tensor");
}

public class ModelMetadata
{
    private readonly ModelFile _file;

    internal ModelMetadata(ModelFile file) => _file = file;

    public string ProducerName => _file.ProducerName;

    public string GraphName => _file.GraphName;

    public string Domain => _file.Domain;

    public string Description => _file.Description;

    public long Version => _file.Version;

    public Dictionary<string, string> CustomMetadataMap => _file.Metadata;
}
