using EventAi.Emulators.Qdrant.State;
using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Conversion;

/// <summary>From a request for a collection to its parameters, with Qdrant's defaults and limits.</summary>
internal static class CollectionConfigs
{
    private const string InvalidNameCharacters = "<>:\"/\\|?*\0\u001f";

    public static CollectionParameters ToParameters(Wire.CreateCollection request)
    {
        CheckName(request.CollectionName);
        if (request.SparseVectorsConfig is { Map.Count: > 0 })
        {
            throw StoreException.Unsupported("Sparse vectors");
        }
        if (request.HasShardingMethod && request.ShardingMethod == Wire.ShardingMethod.Custom)
        {
            throw StoreException.Unsupported("Custom sharding");
        }
        var vectors = request.VectorsConfig?.ConfigCase switch
        {
            Wire.VectorsConfig.ConfigOneofCase.Params
                => new Dictionary<string, VectorParameters>(StringComparer.Ordinal) { [""] = ToParameters(request.VectorsConfig.Params) },
            Wire.VectorsConfig.ConfigOneofCase.ParamsMap
                => request.VectorsConfig.ParamsMap.Map.ToDictionary(pair => pair.Key, pair => ToParameters(pair.Value), StringComparer.Ordinal),
            _ => new Dictionary<string, VectorParameters>(StringComparer.Ordinal),
        };
        return new CollectionParameters(request.CollectionName, vectors, ToConfig(request).ToByteArray());
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > 255)
        {
            throw StoreException.Validation("collection_name", $"value \"{name}\" invalid, must be from 1 to 255 characters");
        }
        var invalid = name.IndexOfAny(InvalidNameCharacters.ToCharArray());
        if (invalid >= 0)
        {
            throw StoreException.Validation("collection_name", $"collection name cannot contain \"{name[invalid]}\" char");
        }
    }

    private static VectorParameters ToParameters(Wire.VectorParams parameters)
    {
        if (parameters.Size is 0 or > CollectionParameters.MaxSize)
        {
            throw StoreException.Validation("vectors_config.size", $"value {parameters.Size} invalid, must be from 1 to {CollectionParameters.MaxSize}");
        }
        if (parameters.MultivectorConfig is not null)
        {
            throw StoreException.Unsupported("A multivector");
        }
        if (parameters.HasDatatype && parameters.Datatype is not (Wire.Datatype.Default or Wire.Datatype.Float32))
        {
            throw StoreException.Unsupported($"The datatype {parameters.Datatype}");
        }
        var distance = parameters.Distance switch
        {
            Wire.Distance.Cosine => Distance.Cosine,
            Wire.Distance.Euclid => Distance.Euclid,
            Wire.Distance.Dot => Distance.Dot,
            Wire.Distance.Manhattan => Distance.Manhattan,
            Wire.Distance.UnknownDistance => throw StoreException.Malformed("Malformed distance parameter: UnknownDistance"),
            var other => throw StoreException.Malformed($"Malformed distance parameter, unexpected value: {(int)other}"),
        };
        return new VectorParameters((int)parameters.Size, distance);
    }

    private static Wire.CollectionConfig ToConfig(Wire.CreateCollection request)
    {
        var config = new Wire.CollectionConfig
        {
            Params = new Wire.CollectionParams
            {
                ShardNumber = request.HasShardNumber ? request.ShardNumber : 1,
                ReplicationFactor = request.HasReplicationFactor ? request.ReplicationFactor : 1,
                WriteConsistencyFactor = request.HasWriteConsistencyFactor ? request.WriteConsistencyFactor : 1,
                VectorsConfig = request.VectorsConfig,
            },
            HnswConfig = new Wire.HnswConfigDiff { M = 16, EfConstruct = 100, FullScanThreshold = 10000, MaxIndexingThreads = 0 },
            OptimizerConfig = new Wire.OptimizersConfigDiff
            {
                DeletedThreshold = 0.2,
                VacuumMinVectorNumber = 1000,
                DefaultSegmentNumber = 0,
                IndexingThreshold = 10000,
                FlushIntervalSec = 5,
            },
            WalConfig = new Wire.WalConfigDiff { WalCapacityMb = 32, WalSegmentsAhead = 0, WalRetainClosed = 1 },
            QuantizationConfig = request.QuantizationConfig,
            StrictModeConfig = request.StrictModeConfig,
        };
#pragma warning disable CS0612 // deprecated, but what clients of this version send and read
        config.Params.OnDiskPayload = !request.HasOnDiskPayload || request.OnDiskPayload;
#pragma warning restore CS0612
        if (request.HnswConfig is { } hnsw)
        {
            config.HnswConfig.MergeFrom(hnsw);
        }
        if (request.OptimizersConfig is { } optimizers)
        {
            config.OptimizerConfig.MergeFrom(optimizers);
        }
        if (request.WalConfig is { } wal)
        {
            config.WalConfig.MergeFrom(wal);
        }
        config.Metadata.Add(request.Metadata);
        return config;
    }
}
