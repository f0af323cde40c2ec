using EventAi.Embedding;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Embedding;

public class EmbeddingBatcherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Embed_WhileTheModelIsBusy_TextsOfAllCallersShareTheNextCalls()
    {
        var model = new FakeModel("m", 4);
        var gate = new TaskCompletionSource();
        model.Gate = gate.Task;
        await using var batcher = Batcher(new EmbeddingOptions { TextsPerCall = 256, ModelCalls = 1 });
        var first = batcher.EmbedAsync(model.Model, ["alone"], CancellationToken.None);
        await Support.Eventually.HoldsAsync(Patience, () => Task.FromResult(model.Calls.Count == 1));

        var others = Enumerable.Range(0, 50).Select(number => batcher.EmbedAsync(model.Model, [.. Enumerable.Range(0, 10).Select(text => $"{number}-{text}")], CancellationToken.None)).ToArray();
        gate.SetResult();
        await first.WaitAsync(Patience);
        var vectors = await Task.WhenAll(others).WaitAsync(Patience);

        Assert.Equal([1, 256, 244], model.Calls.Select(static call => call.Length));
        Assert.Equal(model.VectorOf("7-3"), vectors[7][3]);
    }

    [Fact]
    public async Task Embed_ManyCallers_NeverExceedTheQuota()
    {
        var model = new FakeModel("m", 4);
        await using var batcher = Batcher(new EmbeddingOptions { TextsPerCall = 8, ModelCalls = 3, BatchWait = TimeSpan.Zero });

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => batcher.EmbedAsync(model.Model, [$"{number}a", $"{number}b"], CancellationToken.None))).WaitAsync(Patience);

        Assert.InRange(model.MostAtOnce, 1, 3);
        Assert.Equal(400, model.Calls.Sum(static call => call.Length));
        Assert.All(model.Calls, static call => Assert.InRange(call.Length, 1, 8));
    }

    [Fact]
    public async Task Embed_SameTextTwice_IsAskedOnce()
    {
        var model = new FakeModel("m", 4);
        await using var batcher = Batcher(new EmbeddingOptions());

        var vectors = await batcher.EmbedAsync(model.Model, ["same", "other", "same"], CancellationToken.None).WaitAsync(Patience);

        Assert.Equal(vectors[0], vectors[2]);
        Assert.Equal(2, model.Calls.SelectMany(static call => call).Count());
    }

    [Fact]
    public async Task Embed_ModelAway_FailsForWhoAskedAndWorksAgainLater()
    {
        var model = new FakeModel("m", 4) { Failure = new HttpRequestException("away") };
        await using var batcher = Batcher(new EmbeddingOptions());

        await Assert.ThrowsAsync<HttpRequestException>(() => batcher.EmbedAsync(model.Model, ["x"], CancellationToken.None).WaitAsync(Patience));
        model.Failure = null;

        Assert.Single(await batcher.EmbedAsync(model.Model, ["x"], CancellationToken.None).WaitAsync(Patience));
    }

    private static EmbeddingBatcher Batcher(EmbeddingOptions options) => new(Options.Create(options), TimeProvider.System);
}
