namespace EventAi.FraudTraining.Onnx;

/// <summary>An ONNX model put together; the numbers are the field numbers of onnx.proto, ModelProto and GraphProto.</summary>
public sealed class OnnxFile(string producer, string graphName)
{
    /// <summary>The domain of tree ensembles and linear models.</summary>
    public const string Ml = "ai.onnx.ml";
    private const int IrVersion = 9;
    private const int Opset = 17;
    private const int MlOpset = 5;

    private readonly ProtoWriter _graph = new();
    private readonly ProtoWriter _metadata = new();

    public OnnxFile With(params ReadOnlySpan<OnnxNode> nodes)
    {
        foreach (var node in nodes)
        {
            _graph.Message(1, node.Proto());
        }
        return this;
    }

    public OnnxFile Constant(string name, OnnxTensor value)
    {
        _graph.Message(5, value.Proto(name));
        return this;
    }

    /// <param name="name">Of the input.</param>
    /// <param name="type">Element type (<see cref="OnnxTensor"/>).</param>
    /// <param name="columns">Of a matrix with any number of rows.</param>
    public OnnxFile Input(string name, int type, long columns)
    {
        _graph.Message(11, Value(name, type, columns));
        return this;
    }

    /// <param name="name">Of the output.</param>
    /// <param name="type">Element type.</param>
    /// <param name="columns">Of a matrix; null for one value per row.</param>
    public OnnxFile Output(string name, int type, long? columns)
    {
        _graph.Message(12, Value(name, type, columns));
        return this;
    }

    /// <summary>An output of a map per row, from class labels to probabilities.</summary>
    public OnnxFile OutputMaps(string name)
    {
        var map = new ProtoWriter().Integer(1, OnnxTensor.Integer).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Integer(1, OnnxTensor.Single)));
        var sequence = new ProtoWriter().Message(1, new ProtoWriter().Message(5, map));
        _graph.Message(12, new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(4, sequence)));
        return this;
    }

    public OnnxFile Metadata(string key, string value)
    {
        _metadata.Message(14, new ProtoWriter().Text(1, key).Text(2, value));
        return this;
    }

    /// <param name="version">Of the operators of ai.onnx.ml.</param>
    public byte[] ToArray(int version = MlOpset)
    {
        var model = new ProtoWriter().Integer(1, IrVersion).Text(2, producer)
            .Message(7, _graph.Text(2, graphName))
            .Message(8, new ProtoWriter().Text(1, "").Integer(2, Opset))
            .Message(8, new ProtoWriter().Text(1, Ml).Integer(2, version));
        return [.. model.ToArray(), .. _metadata.ToArray()];
    }

    private static ProtoWriter Value(string name, int type, long? columns)
    {
        var shape = new ProtoWriter().Message(1, new ProtoWriter().Text(2, "rows"));
        if (columns is { } count)
        {
            shape.Message(1, new ProtoWriter().Integer(1, count));
        }
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Integer(1, type).Message(2, shape)));
    }
}
