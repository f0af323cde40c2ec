namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>Payloads on disk: a kind byte, then the value; counts and lengths as 7-bit-encoded integers, strings in UTF-8.</summary>
internal static class PayloadCodec
{
    public static void Write(BinaryWriter writer, Payload payload)
    {
        writer.Write7BitEncodedInt(payload.Count);
        foreach (var (key, value) in payload)
        {
            writer.Write(key);
            Write(writer, value);
        }
    }

    public static Payload ReadPayload(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        if (count == 0)
        {
            return Payload.Empty;
        }
        var payload = new Payload();
        for (var i = 0; i < count; i++)
        {
            var key = reader.ReadString();
            payload[key] = ReadValue(reader);
        }
        return payload;
    }

    private static void Write(BinaryWriter writer, in PayloadValue value)
    {
        writer.Write((byte)value.Kind);
        switch (value.Kind)
        {
            case PayloadKind.Null:
                break;
            case PayloadKind.Boolean:
                writer.Write(value.Boolean);
                break;
            case PayloadKind.Integer:
                writer.Write(value.Integer);
                break;
            case PayloadKind.Double:
                writer.Write(value.Double);
                break;
            case PayloadKind.String:
                writer.Write(value.String);
                break;
            case PayloadKind.List:
                writer.Write7BitEncodedInt(value.List.Length);
                foreach (var element in value.List)
                {
                    Write(writer, element);
                }
                break;
            case PayloadKind.Object:
                Write(writer, value.Object);
                break;
            default:
                throw new InvalidDataException($"Unknown payload kind {value.Kind}.");
        }
    }

    private static PayloadValue ReadValue(BinaryReader reader)
    {
        var kind = (PayloadKind)reader.ReadByte();
        switch (kind)
        {
            case PayloadKind.Null:
                return PayloadValue.Null;
            case PayloadKind.Boolean:
                return PayloadValue.From(reader.ReadBoolean());
            case PayloadKind.Integer:
                return PayloadValue.From(reader.ReadInt64());
            case PayloadKind.Double:
                return PayloadValue.From(reader.ReadDouble());
            case PayloadKind.String:
                return PayloadValue.From(reader.ReadString());
            case PayloadKind.List:
                var elements = new PayloadValue[reader.Read7BitEncodedInt()];
                for (var i = 0; i < elements.Length; i++)
                {
                    elements[i] = ReadValue(reader);
                }
                return PayloadValue.From(elements);
            case PayloadKind.Object:
                return PayloadValue.From(ReadPayload(reader));
            default:
                throw new InvalidDataException($"Unknown payload kind {kind}.");
        }
    }
}
