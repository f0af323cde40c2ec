using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Collections and aliases.</content>
public partial class QdrantClient
{
    public async Task<CollectionInfo> GetCollectionInfoAsync(string collectionName, CancellationToken cancellationToken = default)
    {
        var request = new GetCollectionInfoRequest { CollectionName = collectionName };
        return (await CollectionsAsync("Get", request, GetCollectionInfoResponse.Parser, cancellationToken).ConfigureAwait(false)).Result;
    }

    public async Task<IReadOnlyList<string>> ListCollectionsAsync(CancellationToken cancellationToken = default)
    {
        var response = await CollectionsAsync("List", new ListCollectionsRequest(), ListCollectionsResponse.Parser, cancellationToken).ConfigureAwait(false);
        return [.. response.Collections.Select(collection => collection.Name)];
    }

    public async Task DeleteCollectionAsync(string collectionName, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var request = new DeleteCollection { CollectionName = collectionName };
        if (timeout is { } limit)
        {
            request.Timeout = Seconds(limit);
        }
        var response = await CollectionsAsync("Delete", request, CollectionOperationResponse.Parser, cancellationToken).ConfigureAwait(false);
        if (!response.Result)
        {
            throw new QdrantException($"Collection '{collectionName}' could not be deleted");
        }
    }

    public async Task<bool> CollectionExistsAsync(string collectionName, CancellationToken cancellationToken = default)
    {
        var request = new CollectionExistsRequest { CollectionName = collectionName };
        return (await CollectionsAsync("CollectionExists", request, CollectionExistsResponse.Parser, cancellationToken).ConfigureAwait(false)).Result.Exists;
    }

    public Task CreateAliasAsync(string aliasName, string collectionName, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => UpdateAliasesAsync(
            [new AliasOperations { CreateAlias = new CreateAlias { AliasName = aliasName, CollectionName = collectionName } }], timeout, cancellationToken);

    public Task RenameAliasAsync(string oldAliasName, string newAliasName, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => UpdateAliasesAsync(
            [new AliasOperations { RenameAlias = new RenameAlias { OldAliasName = oldAliasName, NewAliasName = newAliasName } }], timeout, cancellationToken);

    public Task DeleteAliasAsync(string aliasName, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => UpdateAliasesAsync([new AliasOperations { DeleteAlias = new DeleteAlias { AliasName = aliasName } }], timeout, cancellationToken);

    public async Task UpdateAliasesAsync(
        IReadOnlyList<AliasOperations> aliasOperations, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var request = new ChangeAliases { Actions = { aliasOperations } };
        if (timeout is { } limit)
        {
            request.Timeout = Seconds(limit);
        }
        var response = await CollectionsAsync("UpdateAliases", request, CollectionOperationResponse.Parser, cancellationToken).ConfigureAwait(false);
        if (!response.Result)
        {
            throw new QdrantException("Alias update operation could not be performed");
        }
    }

    public async Task<IReadOnlyList<string>> ListCollectionAliasesAsync(string collectionName, CancellationToken cancellationToken = default)
    {
        var request = new ListCollectionAliasesRequest { CollectionName = collectionName };
        var response = await CollectionsAsync("ListCollectionAliases", request, ListAliasesResponse.Parser, cancellationToken).ConfigureAwait(false);
        return [.. response.Aliases.Select(alias => alias.AliasName)];
    }

    public async Task<IReadOnlyList<AliasDescription>> ListAliasesAsync(CancellationToken cancellationToken = default)
        => (await CollectionsAsync("ListAliases", new ListAliasesRequest(), ListAliasesResponse.Parser, cancellationToken).ConfigureAwait(false)).Aliases;
}
