using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>From a request for a collection to its parameters, with Qdrant's defaults and limits.</summary>
internal static class CollectionConfigs
{
    private const string InvalidNameCharacters = "<>:\"/\\|?*\0\u001f";

    public static CollectionParameters ToParameters(Wire.CreateCollection request)
    {
        CheckName(request.CollectionName);
        if (request.HasShardingMethod && request.ShardingMethod == Wire.ShardingMethod.Custom)
        {
            throw StoreException.Unsupported("Custom sharding");
        }
        return ToParameters(request.CollectionName, ToConfig(request));
    }

    /// <summary>The same collection with what a request for an update changes.</summary>
    public static CollectionParameters ToParameters(CollectionParameters current, Wire.UpdateCollection request)
    {
        var config = Read(current);
        config.OptimizerConfig.MergeFrom(request.OptimizersConfig ?? new());
        config.HnswConfig.MergeFrom(request.HnswConfig ?? new());
        if (request.Params is { } parameters)
        {
            config.Params.MergeFrom(parameters.ToByteArray().Length == 0 ? new() : ToParams(parameters));
        }
        if (request.QuantizationConfig is { } quantization)
        {
            config.QuantizationConfig = ToQuantization(quantization);
        }
        if (request.StrictModeConfig is { } strict)
        {
            config.StrictModeConfig ??= new();
            config.StrictModeConfig.MultivectorConfig = strict.MultivectorConfig is null ? config.StrictModeConfig.MultivectorConfig : null; // maps do not merge
            config.StrictModeConfig.SparseConfig = strict.SparseConfig is null ? config.StrictModeConfig.SparseConfig : null;
            config.StrictModeConfig.MergeFrom(strict);
        }
        foreach (var (name, change) in request.VectorsConfig?.ConfigCase switch
        {
            Wire.VectorsConfigDiff.ConfigOneofCase.Params => [KeyValuePair.Create("", request.VectorsConfig.Params)],
            Wire.VectorsConfigDiff.ConfigOneofCase.ParamsMap => request.VectorsConfig.ParamsMap.Map,
            _ => Enumerable.Empty<KeyValuePair<string, Wire.VectorParamsDiff>>(),
        })
        {
            Apply(Params(config, name), change);
        }
        foreach (var (name, change) in request.SparseVectorsConfig?.Map ?? [])
        {
            (config.Params.SparseVectorsConfig?.Map.GetValueOrDefault(name) ?? throw StoreException.BadInput($"Not existing vector name error: {name}")).MergeFrom(change);
        }
        foreach (var (key, value) in request.Metadata)
        {
            config.Metadata[key] = value;
        }
        return ToParameters(current.Name, config);
    }

    /// <summary>The same collection with one more vector.</summary>
    public static CollectionParameters Add(CollectionParameters current, string name, Wire.VectorParams? dense, Wire.SparseVectorParams? sparse)
    {
        if (current.Vectors.ContainsKey(name))
        {
            throw StoreException.BadInput($"Vector name {name} already exists");
        }
        var config = Read(current);
        if (dense is not null)
        {
            config.Params.VectorsConfig ??= new();
            config.Params.VectorsConfig.ParamsMap ??= config.Params.VectorsConfig.Params is null
                ? new()
                : throw StoreException.BadInput("A collection with an unnamed vector takes no named dense ones");
            config.Params.VectorsConfig.ParamsMap.Map[name] = dense;
        }
        else
        {
            config.Params.SparseVectorsConfig ??= new();
            config.Params.SparseVectorsConfig.Map[name] = sparse;
        }
        return ToParameters(current.Name, config);
    }

    /// <summary>The same collection without one of its vectors.</summary>
    public static CollectionParameters Remove(CollectionParameters current, string name)
    {
        _ = current.Vector(name);
        var config = Read(current);
        config.Params.SparseVectorsConfig?.Map.Remove(name);
        config.Params.VectorsConfig?.ParamsMap?.Map.Remove(name);
        return ToParameters(current.Name, config);
    }

    public static Wire.CollectionConfig Read(CollectionParameters parameters) => Wire.CollectionConfig.Parser.ParseFrom(parameters.Description);

    private static CollectionParameters ToParameters(string name, Wire.CollectionConfig config)
    {
        var vectors = new Dictionary<string, VectorParameters>(StringComparer.Ordinal);
        switch (config.Params.VectorsConfig?.ConfigCase)
        {
            case Wire.VectorsConfig.ConfigOneofCase.Params:
                vectors[""] = ToVector(config, config.Params.VectorsConfig.Params);
                break;
            case Wire.VectorsConfig.ConfigOneofCase.ParamsMap:
                foreach (var (vector, parameters) in config.Params.VectorsConfig.ParamsMap.Map)
                {
                    vectors[vector] = ToVector(config, parameters);
                }
                break;
            default:
                break;
        }
        foreach (var (vector, parameters) in config.Params.SparseVectorsConfig?.Map ?? [])
        {
            if (!vectors.TryAdd(vector, VectorParameters.Sparse(parameters.Modifier == Wire.Modifier.Idf)))
            {
                throw StoreException.BadInput($"Dense and sparse vector names must be unique - duplicate found with '{vector}'");
            }
        }
        return new CollectionParameters(name, vectors, config.ToByteArray()) { Strict = ToStrict(config.StrictModeConfig) };
    }

    public static void CheckName(string name)
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

    private static VectorParameters ToVector(Wire.CollectionConfig config, Wire.VectorParams parameters)
    {
        if (parameters.Size is 0 or > CollectionParameters.MaxSize)
        {
            throw StoreException.Validation("vectors_config.size", $"value {parameters.Size} invalid, must be from 1 to {CollectionParameters.MaxSize}");
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
        var element = parameters.Datatype switch
        {
            Wire.Datatype.Uint8 => ElementType.Uint8,
            Wire.Datatype.Float16 => ElementType.Float16,
            Wire.Datatype.Default or Wire.Datatype.Float32 => ElementType.Float32,
            var other => throw StoreException.Unsupported($"The datatype {other}"),
        };
        return new VectorParameters((int)parameters.Size, distance, parameters.MultivectorConfig is null ? VectorKind.Dense : VectorKind.Multi, element)
        {
            Index = ToIndex(config, parameters),
        };
    }

    private static HnswSettings ToIndex(Wire.CollectionConfig config, Wire.VectorParams parameters)
    {
        var hnsw = config.HnswConfig.Clone();
        hnsw.MergeFrom(parameters.HnswConfig ?? new());
        if (hnsw.EfConstruct < 4)
        {
            throw StoreException.Validation("hnsw_config.ef_construct", $"value {hnsw.EfConstruct} invalid, must be 4 or larger");
        }
        return new HnswSettings(
            (int)Math.Min(hnsw.M, 1024),
            (int)Math.Min(hnsw.EfConstruct, 1 << 20),
            (int)Math.Min(hnsw.FullScanThreshold, int.MaxValue),
            (int)Math.Min(config.OptimizerConfig.IndexingThreshold, int.MaxValue),
            (int)Math.Min(hnsw.MaxIndexingThreads, 1024),
            (parameters.QuantizationConfig ?? config.QuantizationConfig)?.QuantizationCase switch
            {
                null or Wire.QuantizationConfig.QuantizationOneofCase.None => Quantization.None,
                Wire.QuantizationConfig.QuantizationOneofCase.Binary => Quantization.Binary,
                _ => Quantization.Scalar, // product and turbo codes are compared as int8 ones: another size in memory, the same results after rescoring
            });
    }

    private static StrictSettings? ToStrict(Wire.StrictModeConfig? strict)
        => strict is not { Enabled: true } ? null : new StrictSettings(
            Limit(strict.HasMaxQueryLimit, strict.MaxQueryLimit),
            Limit(strict.HasSearchMaxHnswEf, strict.SearchMaxHnswEf),
            !strict.HasSearchAllowExact || strict.SearchAllowExact,
            Limit(strict.HasUpsertMaxBatchsize, strict.UpsertMaxBatchsize),
            !strict.HasUnindexedFilteringRetrieve || strict.UnindexedFilteringRetrieve,
            strict.HasMaxPointsCount ? (long)Math.Min(strict.MaxPointsCount, long.MaxValue) : null,
            Limit(strict.HasMaxPayloadIndexCount, strict.MaxPayloadIndexCount),
            !strict.HasUnindexedFilteringUpdate || strict.UnindexedFilteringUpdate,
            strict.HasSearchMaxOversampling && float.IsFinite(strict.SearchMaxOversampling) ? strict.SearchMaxOversampling : null,
            Limit(strict.HasSearchMaxBatchsize, strict.SearchMaxBatchsize),
            Limit(strict.HasFilterMaxConditions, strict.FilterMaxConditions),
            Limit(strict.HasConditionMaxSize, strict.ConditionMaxSize));

    private static int? Limit(bool given, ulong limit) => given ? (int)Math.Min(limit, int.MaxValue) : null;

    private static Wire.VectorParams Params(Wire.CollectionConfig config, string name)
        => (name.Length == 0 ? config.Params.VectorsConfig?.Params : config.Params.VectorsConfig?.ParamsMap?.Map.GetValueOrDefault(name))
            ?? throw StoreException.BadInput($"Not existing vector name error: {name}");

    private static void Apply(Wire.VectorParams parameters, Wire.VectorParamsDiff change)
    {
        if (change.HnswConfig is { } hnsw)
        {
            parameters.HnswConfig ??= new();
            parameters.HnswConfig.MergeFrom(hnsw);
        }
        if (change.QuantizationConfig is { } quantization)
        {
            parameters.QuantizationConfig = ToQuantization(quantization);
        }
#pragma warning disable CS0612 // deprecated, but what clients of this version send and read
        if (change.HasOnDisk)
        {
            parameters.OnDisk = change.OnDisk;
        }
#pragma warning restore CS0612
    }

    private static Wire.QuantizationConfig? ToQuantization(Wire.QuantizationConfigDiff change)
        => change.QuantizationCase switch
        {
            Wire.QuantizationConfigDiff.QuantizationOneofCase.Scalar => new() { Scalar = change.Scalar },
            Wire.QuantizationConfigDiff.QuantizationOneofCase.Product => new() { Product = change.Product },
            Wire.QuantizationConfigDiff.QuantizationOneofCase.Binary => new() { Binary = change.Binary },
            Wire.QuantizationConfigDiff.QuantizationOneofCase.Turboquant => new() { Turboquant = change.Turboquant },
            _ => null,
        };

    private static Wire.CollectionParams ToParams(Wire.CollectionParamsDiff change)
    {
        var parameters = new Wire.CollectionParams { Payload = change.Payload };
        if (change.HasReplicationFactor)
        {
            parameters.ReplicationFactor = change.ReplicationFactor;
        }
        if (change.HasWriteConsistencyFactor)
        {
            parameters.WriteConsistencyFactor = change.WriteConsistencyFactor;
        }
        if (change.HasReadFanOutFactor)
        {
            parameters.ReadFanOutFactor = change.ReadFanOutFactor;
        }
#pragma warning disable CS0612 // deprecated, but what clients of this version send and read
        if (change.HasOnDiskPayload)
        {
            parameters.OnDiskPayload = change.OnDiskPayload;
        }
#pragma warning restore CS0612
        return parameters;
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
                SparseVectorsConfig = request.SparseVectorsConfig,
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
        config.HnswConfig.MergeFrom(request.HnswConfig ?? new());
        config.OptimizerConfig.MergeFrom(request.OptimizersConfig ?? new());
        config.WalConfig.MergeFrom(request.WalConfig ?? new());
        config.Metadata.Add(request.Metadata);
        return config;
    }
}
