using EventAi.Emulators.Qdrant.State;
using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Conversion;

/// <summary>Payload indexes, to and from the wire.</summary>
internal static class FieldIndexes
{
    public static FieldIndexDefinition ToDefinition(Wire.CreateFieldIndexCollection request)
        => new(request.FieldName, ToType(request), request.FieldIndexParams?.ToByteArray() ?? []);

    public static Wire.PayloadSchemaInfo ToSchema(FieldIndexDefinition index, int points)
        => new()
        {
            DataType = (Wire.PayloadSchemaType)index.Type, // the numbers are the same
            Points = (ulong)points,
            Params = index.Description.Length == 0 ? null : Wire.PayloadIndexParams.Parser.ParseFrom(index.Description),
        };

    private static FieldIndexType ToType(Wire.CreateFieldIndexCollection request)
        => request.HasFieldType
            ? request.FieldType switch
            {
                Wire.FieldType.Keyword => FieldIndexType.Keyword,
                Wire.FieldType.Integer => FieldIndexType.Integer,
                Wire.FieldType.Float => FieldIndexType.Float,
                Wire.FieldType.Geo => FieldIndexType.Geo,
                Wire.FieldType.Text => FieldIndexType.Text,
                Wire.FieldType.Bool => FieldIndexType.Bool,
                Wire.FieldType.Datetime => FieldIndexType.Datetime,
                Wire.FieldType.Uuid => FieldIndexType.Uuid,
                _ => throw StoreException.Malformed("Malformed payload schema"),
            }
            : throw StoreException.Malformed("field type is missing");
}
