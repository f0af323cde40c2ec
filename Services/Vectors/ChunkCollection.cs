using System.Globalization;
using System.Text;
using Grpc.Core;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Vectors;

/// <summary>The collections behind the alias <see cref="VectorOptions.Collection"/>: one per model and dimension.</summary>
public static class ChunkCollection
{
    /// <summary>For example <c>chunks-use-lite-512</c>.</summary>
    public static string NameOf(string alias, string model, int dimension)
    {
        var name = new StringBuilder(alias).Append('-');
        foreach (var letter in model)
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-');
        }
        return name.Append(CultureInfo.InvariantCulture, $"-{dimension}").ToString();
    }

    /// <summary>Whether a collection holds vectors of a model, by its name.</summary>
    public static bool IsOf(string collection, string alias, string model)
        => NameOf(alias, model, 0)[..^1] is var prefix && collection.StartsWith(prefix, StringComparison.Ordinal) && collection.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The model of a collection's vectors, as its points say; null where it is empty.</summary>
    public static async Task<string?> ModelOfAsync(QdrantClient qdrant, string collection, CancellationToken cancellationToken)
    {
        var any = await qdrant.ScrollAsync(collection, limit: 1, payloadSelector: (string[])[ChunkPayload.Model], cancellationToken: cancellationToken);
        return any.Result is [var point, ..] ? point.Payload[ChunkPayload.Model].StringValue : null;
    }

    /// <summary>The collection that the alias stands for; null where there is no such alias.</summary>
    public static async Task<string?> BehindAliasAsync(QdrantClient qdrant, string alias, CancellationToken cancellationToken)
        => (await qdrant.ListAliasesAsync(cancellationToken)).FirstOrDefault(known => known.AliasName == alias)?.CollectionName;

    /// <summary>Creates the collection with its vectors and payload indexes where it is missing.</summary>
    public static async Task CreateAsync(QdrantClient qdrant, string name, int dimension, CancellationToken cancellationToken)
    {
        if (await qdrant.CollectionExistsAsync(name, cancellationToken))
        {
            return;
        }
        try
        {
            await qdrant.CreateCollectionAsync(
                name,
                new VectorParamsMap { Map = { [ChunkVectors.Dense] = new VectorParams { Size = (ulong)dimension, Distance = Distance.Cosine } } },
                sparseVectorsConfig: (ChunkVectors.Text, new SparseVectorParams { Modifier = Modifier.Idf }),
                cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.AlreadyExists or StatusCode.InvalidArgument)
        {
            // Another replica was first; a real mistake shows again below.
        }
        foreach (var (field, type) in Indexes)
        {
            await qdrant.CreatePayloadIndexAsync(name, field, type, cancellationToken: cancellationToken);
        }
    }

    private static readonly (string Field, PayloadSchemaType Type)[] Indexes =
    [
        (ChunkPayload.DocumentId, PayloadSchemaType.Keyword),
        (ChunkPayload.Version, PayloadSchemaType.Integer),
        (ChunkPayload.Tenant, PayloadSchemaType.Keyword),
        (ChunkPayload.Current, PayloadSchemaType.Bool),
        (ChunkPayload.Language, PayloadSchemaType.Keyword),
        (ChunkPayload.Tags, PayloadSchemaType.Keyword),
        (ChunkPayload.Source, PayloadSchemaType.Keyword),
        (ChunkPayload.PublishedAt, PayloadSchemaType.Datetime),
    ];
}
