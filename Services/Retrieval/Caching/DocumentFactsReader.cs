using EventAi.Retrieval.Search;
using EventAi.Vectors;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Caching;

/// <summary>Reads from the index what the filters ask of a document.</summary>
public sealed class DocumentFactsReader(QdrantClient qdrant, IOptions<VectorOptions> vectors)
{
    public async Task<DocumentChange> CompleteAsync(DocumentChange change, CancellationToken cancellationToken)
    {
        if (change.Deleted || change.Facts is not null)
        {
            return change;
        }
        try
        {
            var found = await qdrant.ScrollAsync(
                vectors.Value.Collection,
                ChunkFilters.Of(SearchFilters.None.Normalized(change.DocumentId)),
                limit: 1,
                payloadSelector: new WithPayloadSelector
                {
                    Include = new PayloadIncludeSelector { Fields = { ChunkPayload.Language, ChunkPayload.Tags, ChunkPayload.Source, ChunkPayload.PublishedAt } },
                },
                cancellationToken: cancellationToken);
            return found.Result.Count == 0 ? change : change with { Facts = ChunkReader.Facts(change.DocumentId, found.Result[0].Payload) };
        }
        catch (RpcException exception) when (SearchArms.IsMissingCollection(exception))
        {
            return change;
        }
    }
}
