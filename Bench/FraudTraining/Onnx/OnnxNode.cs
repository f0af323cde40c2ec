namespace EventAi.FraudTraining.Onnx;

/// <summary>One operator of a graph; the numbers are the field numbers of onnx.proto, NodeProto and AttributeProto.</summary>
public sealed class OnnxNode(string name, string domain, string type)
{
    private readonly ProtoWriter _node = new();

    public OnnxNode From(params ReadOnlySpan<string> inputs)
    {
        foreach (var input in inputs)
        {
            _node.Text(1, input);
        }
        return this;
    }

    public OnnxNode To(params ReadOnlySpan<string> outputs)
    {
        foreach (var output in outputs)
        {
            _node.Text(2, output);
        }
        return this;
    }

    public OnnxNode Set(string attribute, long value) => Add(new ProtoWriter().Text(1, attribute).Integer(3, value).Integer(20, 2));

    public OnnxNode Set(string attribute, string value) => Add(new ProtoWriter().Text(1, attribute).Text(4, value).Integer(20, 3));

    public OnnxNode Set(string attribute, OnnxTensor value) => Add(new ProtoWriter().Text(1, attribute).Message(5, value.Proto("")).Integer(20, 4));

    public OnnxNode Set(string attribute, IEnumerable<float> values) => Add(new ProtoWriter().Text(1, attribute).Floats(7, values).Integer(20, 6));

    public OnnxNode Set(string attribute, IEnumerable<long> values) => Add(new ProtoWriter().Text(1, attribute).Integers(8, values).Integer(20, 7));

    public OnnxNode Set(string attribute, IEnumerable<string> values)
    {
        var proto = new ProtoWriter().Text(1, attribute);
        foreach (var value in values)
        {
            proto.Text(9, value);
        }
        return Add(proto.Integer(20, 8));
    }

    internal ProtoWriter Proto() => _node.Text(3, name).Text(4, type).Text(7, domain);

    private OnnxNode Add(ProtoWriter attribute)
    {
        _node.Message(5, attribute);
        return this;
    }
}
