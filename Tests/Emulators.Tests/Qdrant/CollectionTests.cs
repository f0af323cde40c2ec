using Grpc.Core;
using Qdrant.Client.Grpc;

namespace EventAi.Emulators.Tests.Qdrant;

public sealed class CollectionTests(QdrantTarget target) : IClassFixture<QdrantTarget>
{
    [Fact]
    public async Task Collection_CreatedAndDeleted_ExistsInBetween()
    {
        var name = target.NewName();
        Assert.False(await target.Client.CollectionExistsAsync(name));
        await target.Client.CreateCollectionAsync(name, new VectorParams { Size = 3, Distance = Distance.Cosine });
        Assert.True(await target.Client.CollectionExistsAsync(name));
        Assert.Contains(name, await target.Client.ListCollectionsAsync());
        await target.Client.DeleteCollectionAsync(name);
        Assert.False(await target.Client.CollectionExistsAsync(name));
        Assert.DoesNotContain(name, await target.Client.ListCollectionsAsync());
    }

    [Fact]
    public async Task Create_SecondTime_AlreadyExists()
    {
        var name = await target.CreateAsync(3);
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.CreateCollectionAsync(name, new VectorParams { Size = 3, Distance = Distance.Dot }));
        Assert.Equal(StatusCode.AlreadyExists, error.StatusCode);
        Assert.Contains($"Collection `{name}` already exists!", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recreate_WithPoints_IsEmpty()
    {
        var name = await target.CreateAsync(1);
        await target.Client.UpsertAsync(name, [new PointStruct { Id = 1, Vectors = new[] { 1f } }]);
        await target.Client.RecreateCollectionAsync(name, new VectorParams { Size = 2, Distance = Distance.Dot });
        Assert.Equal(0UL, await target.Client.CountAsync(name));
        await target.Client.UpsertAsync(name, [new PointStruct { Id = 1, Vectors = new[] { 1f, 2f } }]);
        Assert.Equal(1UL, await target.Client.CountAsync(name));
    }

    [Fact]
    public async Task Info_OfUnknownCollection_NotFound()
    {
        var name = target.NewName();
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.GetCollectionInfoAsync(name));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        Assert.Contains($"Collection `{name}` doesn't exist!", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_OfCollection_GivesBackItsConfiguration()
    {
        var name = target.NewName();
        await target.Client.CreateCollectionAsync(
            name,
            new VectorParamsMap
            {
                Map =
                {
                    ["text"] = new VectorParams { Size = 3, Distance = Distance.Cosine },
                    ["image"] = new VectorParams { Size = 2, Distance = Distance.Euclid },
                },
            },
            hnswConfig: new HnswConfigDiff { M = 32 });
        await target.Client.UpsertAsync(name, [new PointStruct { Id = 7, Vectors = new Dictionary<string, float[]> { ["text"] = [1, 0, 0], ["image"] = [1, 1] } }]);
        await target.Client.CreatePayloadIndexAsync(name, "documentId");

        var info = await target.Client.GetCollectionInfoAsync(name);
        Assert.Equal(1UL, info.PointsCount);
        Assert.Equal(CollectionStatus.Green, info.Status);
        Assert.Equal(32UL, info.Config.HnswConfig.M);
        Assert.Equal(100UL, info.Config.HnswConfig.EfConstruct);
        Assert.Equal(3UL, info.Config.Params.VectorsConfig.ParamsMap.Map["text"].Size);
        Assert.Equal(Distance.Euclid, info.Config.Params.VectorsConfig.ParamsMap.Map["image"].Distance);
        Assert.Equal(PayloadSchemaType.Keyword, info.PayloadSchema["documentId"].DataType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a*b")]
    public async Task Create_WithBadName_InvalidArgument(string name)
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.CreateCollectionAsync(name, new VectorParams { Size = 3, Distance = Distance.Dot }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
    }

    [Theory]
    [InlineData(0UL, Distance.Dot)]
    [InlineData(65537UL, Distance.Dot)]
    [InlineData(4UL, Distance.UnknownDistance)]
    public async Task Create_WithBadParameters_InvalidArgument(ulong size, Distance distance)
    {
        var error = await Assert.ThrowsAsync<RpcException>(
            () => target.Client.CreateCollectionAsync(target.NewName(), new VectorParams { Size = size, Distance = distance }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
    }

    [Fact]
    public async Task Alias_OfCollection_StandsForItUntilDeleted()
    {
        var name = await target.CreateAsync(1);
        var (alias, renamed) = (target.NewName(), target.NewName());
        await target.Client.CreateAliasAsync(alias, name);
        await target.Client.UpsertAsync(alias, [new PointStruct { Id = 1, Vectors = new[] { 1f } }]);
        Assert.Equal(1UL, await target.Client.CountAsync(name));
        await target.Client.RenameAliasAsync(alias, renamed);
        Assert.Equal([renamed], await target.Client.ListCollectionAliasesAsync(name));
        Assert.Contains(await target.Client.ListAliasesAsync(), found => found.AliasName == renamed && found.CollectionName == name);
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.CountAsync(alias));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        await target.Client.DeleteAliasAsync(renamed);
        Assert.Empty(await target.Client.ListCollectionAliasesAsync(name));
    }

    [Fact]
    public async Task Health_Asked_TellsTheVersion()
    {
        var reply = await target.Client.HealthAsync();
        Assert.NotEmpty(reply.Title);
        Assert.True(Version.TryParse(reply.Version, out _), reply.Version);
    }
}
