using Google.Protobuf.Collections;

namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>Payloads, to and from the wire.</summary>
internal static class Payloads
{
    private const int MaxDepth = 64;

    public static Payload ToPayload(MapField<string, Wire.Value> fields, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw StoreException.BadInput($"Payload is nested deeper than {MaxDepth} levels");
        }
        if (fields.Count == 0)
        {
            return Payload.Empty;
        }
        var payload = new Payload();
        foreach (var (key, value) in fields)
        {
            payload[key] = ToValue(value, depth);
        }
        return payload;
    }

    public static void Write(Payload payload, MapField<string, Wire.Value> fields)
    {
        foreach (var (key, value) in payload)
        {
            fields[key] = ToWire(value);
        }
    }

    private static PayloadValue ToValue(Wire.Value value, int depth)
        => value.KindCase switch
        {
            Wire.Value.KindOneofCase.DoubleValue => PayloadValue.From(value.DoubleValue),
            Wire.Value.KindOneofCase.IntegerValue => PayloadValue.From(value.IntegerValue),
            Wire.Value.KindOneofCase.StringValue => PayloadValue.From(value.StringValue),
            Wire.Value.KindOneofCase.BoolValue => PayloadValue.From(value.BoolValue),
            Wire.Value.KindOneofCase.StructValue => PayloadValue.From(ToPayload(value.StructValue.Fields, depth + 1)),
            Wire.Value.KindOneofCase.ListValue => PayloadValue.From([.. value.ListValue.Values.Select(element => ToValue(element, depth + 1))]),
            _ => PayloadValue.Null,
        };

    private static Wire.Value ToWire(in PayloadValue value)
    {
        switch (value.Kind)
        {
            case PayloadKind.Boolean:
                return new Wire.Value { BoolValue = value.Boolean };
            case PayloadKind.Integer:
                return new Wire.Value { IntegerValue = value.Integer };
            case PayloadKind.Double:
                return new Wire.Value { DoubleValue = value.Double };
            case PayloadKind.String:
                return new Wire.Value { StringValue = value.String };
            case PayloadKind.List:
                return new Wire.Value { ListValue = new Wire.ListValue { Values = { value.List.Select(element => ToWire(element)) } } };
            case PayloadKind.Object:
                var fields = new Wire.Struct();
                Write(value.Object, fields.Fields);
                return new Wire.Value { StructValue = fields };
            default:
                return new Wire.Value { NullValue = Wire.NullValue.NullValue };
        }
    }
}
