using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Deleting a collection if it exists and creating it anew.</content>
public partial class QdrantClient
{
    public Task RecreateCollectionAsync(
        string collectionName,
        VectorParams vectorsConfig,
        uint shardNumber = 1,
        uint replicationFactor = 1,
        uint writeConsistencyFactor = 1,
        bool onDiskPayload = false,
        HnswConfigDiff? hnswConfig = null,
        OptimizersConfigDiff? optimizersConfig = null,
        WalConfigDiff? walConfig = null,
        QuantizationConfig? quantizationConfig = null,
        string? initFromCollection = null,
        ShardingMethod? shardingMethod = null,
        SparseVectorConfig? sparseVectorsConfig = null,
        StrictModeConfig? strictModeConfig = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        => RecreateAsync(
            NewCollection(
                collectionName, Config(vectorsConfig), shardNumber, replicationFactor, writeConsistencyFactor, onDiskPayload,
                hnswConfig, optimizersConfig, walConfig, quantizationConfig, shardingMethod, sparseVectorsConfig, strictModeConfig,
                null, timeout),
            cancellationToken);

    public Task RecreateCollectionAsync(
        string collectionName,
        VectorParams vectorsConfig,
        Dictionary<string, Value> metadata,
        uint shardNumber = 1,
        uint replicationFactor = 1,
        uint writeConsistencyFactor = 1,
        bool onDiskPayload = false,
        HnswConfigDiff? hnswConfig = null,
        OptimizersConfigDiff? optimizersConfig = null,
        WalConfigDiff? walConfig = null,
        QuantizationConfig? quantizationConfig = null,
        ShardingMethod? shardingMethod = null,
        SparseVectorConfig? sparseVectorsConfig = null,
        StrictModeConfig? strictModeConfig = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        => RecreateAsync(
            NewCollection(
                collectionName, Config(vectorsConfig), shardNumber, replicationFactor, writeConsistencyFactor, onDiskPayload,
                hnswConfig, optimizersConfig, walConfig, quantizationConfig, shardingMethod, sparseVectorsConfig, strictModeConfig,
                metadata, timeout),
            cancellationToken);

    public Task RecreateCollectionAsync(
        string collectionName,
        VectorParamsMap? vectorsConfig = null,
        uint shardNumber = 1,
        uint replicationFactor = 1,
        uint writeConsistencyFactor = 1,
        bool onDiskPayload = false,
        HnswConfigDiff? hnswConfig = null,
        OptimizersConfigDiff? optimizersConfig = null,
        WalConfigDiff? walConfig = null,
        QuantizationConfig? quantizationConfig = null,
        string? initFromCollection = null,
        ShardingMethod? shardingMethod = null,
        SparseVectorConfig? sparseVectorsConfig = null,
        StrictModeConfig? strictModeConfig = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        => RecreateAsync(
            NewCollection(
                collectionName, Config(vectorsConfig), shardNumber, replicationFactor, writeConsistencyFactor, onDiskPayload,
                hnswConfig, optimizersConfig, walConfig, quantizationConfig, shardingMethod, sparseVectorsConfig, strictModeConfig,
                null, timeout),
            cancellationToken);

    public Task RecreateCollectionAsync(
        string collectionName,
        VectorParamsMap? vectorsConfig,
        Dictionary<string, Value> metadata,
        uint shardNumber = 1,
        uint replicationFactor = 1,
        uint writeConsistencyFactor = 1,
        bool onDiskPayload = false,
        HnswConfigDiff? hnswConfig = null,
        OptimizersConfigDiff? optimizersConfig = null,
        WalConfigDiff? walConfig = null,
        QuantizationConfig? quantizationConfig = null,
        ShardingMethod? shardingMethod = null,
        SparseVectorConfig? sparseVectorsConfig = null,
        StrictModeConfig? strictModeConfig = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        => RecreateAsync(
            NewCollection(
                collectionName, Config(vectorsConfig), shardNumber, replicationFactor, writeConsistencyFactor, onDiskPayload,
                hnswConfig, optimizersConfig, walConfig, quantizationConfig, shardingMethod, sparseVectorsConfig, strictModeConfig,
                metadata, timeout),
            cancellationToken);

    private async Task RecreateAsync(CreateCollection request, CancellationToken cancellationToken)
    {
        if (await CollectionExistsAsync(request.CollectionName, cancellationToken).ConfigureAwait(false))
        {
            await DeleteCollectionAsync(request.CollectionName, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        await CreateAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
