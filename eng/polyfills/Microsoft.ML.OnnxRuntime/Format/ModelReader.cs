using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Format;

/// <summary>Reads what is used of an ONNX file; the numbers are the field numbers of onnx.proto.</summary>
internal static class ModelReader
{
    /// <exception cref="OnnxRuntimeException">It is no ONNX file.</exception>
    public static ModelFile Read(byte[] bytes)
    {
        var model = new ModelFile();
        var reader = new ProtoReader(bytes);
        var hasGraph = false;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2: model.ProducerName = reader.Text; break;
                case 4: model.Domain = reader.Text; break;
                case 5: model.Version = (long)reader.Number; break;
                case 6: model.Description = reader.Text; break;
                case 7:
                    ReadGraph(model, reader.Content);
                    hasGraph = true;
                    break;
                case 8: ReadOpset(model, reader.Content); break;
                case 14: ReadMetadata(model, reader.Content); break;
                default: break;
            }
        }
        return hasGraph && model.Nodes.Count > 0 ? model : throw new OnnxRuntimeException(ErrorCode.InvalidProtobuf, "Load model failed: ModelProto does not have a graph.");
    }

    private static void ReadOpset(ModelFile model, ReadOnlySpan<byte> content)
    {
        var reader = new ProtoReader(content);
        var (domain, version) = ("", 0L);
        while (reader.Next())
        {
            domain = reader.Field == 1 ? reader.Text : domain;
            version = reader.Field == 2 ? (long)reader.Number : version;
        }
        model.Opsets[domain == "ai.onnx" ? "" : domain] = version;
    }

    private static void ReadMetadata(ModelFile model, ReadOnlySpan<byte> content)
    {
        var reader = new ProtoReader(content);
        var (key, value) = ("", "");
        while (reader.Next())
        {
            key = reader.Field == 1 ? reader.Text : key;
            value = reader.Field == 2 ? reader.Text : value;
        }
        model.Metadata[key] = value;
    }

    private static void ReadGraph(ModelFile model, ReadOnlySpan<byte> content)
    {
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: model.Nodes.Add(ReadNode(reader.Content)); break;
                case 2: model.GraphName = reader.Text; break;
                case 5:
                    var (name, tensor) = TensorReader.Read(reader.Content);
                    model.Initializers[name] = tensor;
                    break;
                case 11: model.Inputs.Add(ReadValue(reader.Content)); break;
                case 12: model.Outputs.Add(ReadValue(reader.Content)); break;
                default: break;
            }
        }
        model.Inputs.RemoveAll(input => model.Initializers.ContainsKey(input.Name)); // those have values already
    }

    private static NodeFile ReadNode(ReadOnlySpan<byte> content)
    {
        var node = new NodeFile();
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: node.Inputs.Add(reader.Text); break;
                case 2: node.Outputs.Add(reader.Text); break;
                case 3: node.Name = reader.Text; break;
                case 4: node.Operator = reader.Text; break;
                case 5: ReadAttribute(node, reader.Content); break;
                case 7: node.Domain = reader.Text == "ai.onnx" ? "" : reader.Text; break;
                default: break;
            }
        }
        return node;
    }

    private static void ReadAttribute(NodeFile node, ReadOnlySpan<byte> content)
    {
        var (name, attribute) = ("", new AttributeFile());
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text; break;
                case 3: attribute.Integer = (long)reader.Number; break;
                case 4: attribute.Text = reader.Text; break;
                case 5: attribute.Tensor = TensorReader.Read(reader.Content).Tensor; break;
                case 7: reader.AddFloats(attribute.Floats); break;
                case 8: reader.AddIntegers(attribute.Integers); break;
                case 9: attribute.Strings.Add(reader.Text); break;
                default: break;
            }
        }
        node.Attributes[name] = attribute;
    }

    private static (string Name, DeclaredType Type) ReadValue(ReadOnlySpan<byte> content)
    {
        var (name, type) = ("", new DeclaredType(OnnxValueType.ONNX_TYPE_UNKNOWN, default, []));
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            name = reader.Field == 1 ? reader.Text : name;
            type = reader.Field == 2 ? ReadType(reader.Content) : type;
        }
        return (name, type);
    }

    private static DeclaredType ReadType(ReadOnlySpan<byte> content)
    {
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: return ReadTensorType(reader.Content);
                case 4: return new DeclaredType(OnnxValueType.ONNX_TYPE_SEQUENCE, default, []);
                case 5: return new DeclaredType(OnnxValueType.ONNX_TYPE_MAP, default, []);
                default: break;
            }
        }
        return new DeclaredType(OnnxValueType.ONNX_TYPE_UNKNOWN, default, []);
    }

    private static DeclaredType ReadTensorType(ReadOnlySpan<byte> content)
    {
        var (element, dimensions) = (0, new List<int>());
        var reader = new ProtoReader(content);
        while (reader.Next())
        {
            element = reader.Field == 1 ? (int)reader.Number : element;
            if (reader.Field == 2)
            {
                var shape = new ProtoReader(reader.Content);
                while (shape.Next())
                {
                    var dimension = new ProtoReader(shape.Content);
                    var size = -1;
                    while (dimension.Next())
                    {
                        size = dimension.Field == 1 ? (int)dimension.Number : size;
                    }
                    dimensions.Add(size);
                }
            }
        }
        return new DeclaredType(OnnxValueType.ONNX_TYPE_TENSOR, (TensorElementType)element, [.. dimensions]);
    }
}
