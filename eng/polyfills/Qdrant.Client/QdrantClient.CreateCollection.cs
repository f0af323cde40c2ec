using Qdrant.Client.Grpc;

namespace Qdrant.Client;

/// <content>Creating collections.</content>
public partial class QdrantClient
{
    public Task CreateCollectionAsync(
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
        => CreateAsync(
            NewCollection(
                collectionName, Config(vectorsConfig), shardNumber, replicationFactor, writeConsistencyFactor, onDiskPayload,
                hnswConfig, optimizersConfig, walConfig, quantizationConfig, shardingMethod, sparseVectorsConfig, strictModeConfig,
                null, timeout),
            cancellationToken);

    public Task CreateCollectionAsync(
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
        => CreateAsync(
            NewCollection(
                collectionName, Config(vectorsConfig), shardNumber, replicationFactor, writeConsistencyFactor, onDiskPayload,
                hnswConfig, optimizersConfig, walConfig, quantizationConfig, shardingMethod, sparseVectorsConfig, strictModeConfig,
                metadata, timeout),
            cancellationToken);

    public Task CreateCollectionAsync(
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
        => CreateAsync(
            NewCollection(
                collectionName, Config(vectorsConfig), shardNumber, replicationFactor, writeConsistencyFactor, onDiskPayload,
                hnswConfig, optimizersConfig, walConfig, quantizationConfig, shardingMethod, sparseVectorsConfig, strictModeConfig,
                null, timeout),
            cancellationToken);

    public Task CreateCollectionAsync(
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
        => CreateAsync(
            NewCollection(
                collectionName, Config(vectorsConfig), shardNumber, replicationFactor, writeConsistencyFactor, onDiskPayload,
                hnswConfig, optimizersConfig, walConfig, quantizationConfig, shardingMethod, sparseVectorsConfig, strictModeConfig,
                metadata, timeout),
            cancellationToken);

    private async Task CreateAsync(CreateCollection request, CancellationToken cancellationToken)
    {
        var response = await CollectionsAsync("Create", request, CollectionOperationResponse.Parser, cancellationToken).ConfigureAwait(false);
        if (!response.Result)
        {
            throw new QdrantException($"Collection '{request.CollectionName}' could not be created");
        }
    }

    private static VectorsConfig Config(VectorParams vectors) => new() { Params = vectors };

    private static VectorsConfig? Config(VectorParamsMap? vectors) => vectors is null ? null : new VectorsConfig { ParamsMap = vectors };

    private static CreateCollection NewCollection(
        string collectionName, VectorsConfig? vectorsConfig, uint shardNumber, uint replicationFactor, uint writeConsistencyFactor,
        bool onDiskPayload, HnswConfigDiff? hnswConfig, OptimizersConfigDiff? optimizersConfig, WalConfigDiff? walConfig,
        QuantizationConfig? quantizationConfig, ShardingMethod? shardingMethod, SparseVectorConfig? sparseVectorsConfig,
        StrictModeConfig? strictModeConfig, Dictionary<string, Value>? metadata, TimeSpan? timeout)
    {
        var request = new CreateCollection
        {
            CollectionName = collectionName,
            VectorsConfig = vectorsConfig,
            ShardNumber = shardNumber,
            ReplicationFactor = replicationFactor,
            WriteConsistencyFactor = writeConsistencyFactor,
            HnswConfig = hnswConfig,
            OptimizersConfig = optimizersConfig,
            WalConfig = walConfig,
            QuantizationConfig = quantizationConfig,
            SparseVectorsConfig = sparseVectorsConfig,
            StrictModeConfig = strictModeConfig,
        };
#pragma warning disable CS0612 // the field is deprecated in favour of a newer one; the client's parameter still sets it
        request.OnDiskPayload = onDiskPayload;
#pragma warning restore CS0612
        if (timeout is { } limit)
        {
            request.Timeout = Seconds(limit);
        }
        if (shardingMethod is { } method)
        {
            request.ShardingMethod = method;
        }
        if (metadata is not null)
        {
            request.Metadata.Add(metadata);
        }
        return request;
    }
}
