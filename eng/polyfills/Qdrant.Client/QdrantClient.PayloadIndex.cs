using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Payload indexes.</content>
public partial class QdrantClient
{
    public Task<UpdateResult> CreatePayloadIndexAsync(
        string collectionName,
        string fieldName,
        PayloadSchemaType schemaType = PayloadSchemaType.Keyword,
        PayloadIndexParams? indexParams = null,
        bool wait = true,
        WriteOrderingType? ordering = null,
        CancellationToken cancellationToken = default)
        => UpdateAsync(
            "CreateFieldIndex",
            new CreateFieldIndexCollection
            {
                CollectionName = collectionName,
                FieldName = fieldName,
                Wait = wait,
                FieldType = ToFieldType(schemaType),
                FieldIndexParams = indexParams,
                Ordering = Ordered(ordering),
            },
            cancellationToken);

    public Task<UpdateResult> DeletePayloadIndexAsync(
        string collectionName,
        string fieldName,
        bool wait = true,
        WriteOrderingType? ordering = null,
        CancellationToken cancellationToken = default)
        => UpdateAsync(
            "DeleteFieldIndex",
            new DeleteFieldIndexCollection { CollectionName = collectionName, FieldName = fieldName, Wait = wait, Ordering = Ordered(ordering) },
            cancellationToken);

    private static FieldType ToFieldType(PayloadSchemaType schemaType)
        => schemaType switch
        {
            PayloadSchemaType.Keyword => FieldType.Keyword,
            PayloadSchemaType.Integer => FieldType.Integer,
            PayloadSchemaType.Float => FieldType.Float,
            PayloadSchemaType.Bool => FieldType.Bool,
            PayloadSchemaType.Geo => FieldType.Geo,
            PayloadSchemaType.Text => FieldType.Text,
            PayloadSchemaType.Datetime => FieldType.Datetime,
            PayloadSchemaType.Uuid => FieldType.Uuid,
            _ => throw new ArgumentException($"Invalid PayloadSchemaType: {schemaType}", nameof(schemaType)),
        };
}
