using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>
/// Against vectors computed once with the model's own JavaScript packages (@energetic-ai/core, embeddings and model-embeddings-en
/// 0.2.0 under node 20): EmbeddingsModel.embed([text]) and tokenizer.encode(text). The empty text was embedded beside another one.
/// </summary>
[Collection(OllamaCollection.Name)]
public sealed class UseLiteModelTests(OllamaFixture fixture)
{
    private const float Tolerance = 1e-5f;

    private static readonly Reference[] References = OllamaFixture.Data<Reference[]>("use-lite-vectors.json");

    [Fact]
    public void Tokenize_ReferenceTexts_GivesTheSameTokens()
    {
        Assert.True(References.Length >= 60);
        Assert.All(References, reference => Assert.Equal(reference.Tokens, fixture.Model.Tokenize(reference.Text)));
    }

    [Fact]
    public void Embed_ReferenceTexts_AgreesToOneInHundredThousand()
        => Assert.All(
            References.Where(static reference => reference.Tokens.Length <= UseLiteModel.MaxTokens),
            reference => Assert.InRange(Difference(reference.Values, fixture.Model.Embed(reference.Text)), 0, Tolerance));

    [Fact]
    public async Task Embed_Batch_GivesTheSameBitsAsOneByOne()
    {
        var tokens = Array.ConvertAll(References, reference => fixture.Model.Tokenize(reference.Text));
        var batch = await fixture.Model.EmbedAsync(tokens);
        for (var index = 0; index < tokens.Length; index++)
        {
            Assert.Equal((await fixture.Model.EmbedAsync([tokens[index]]))[0], batch[index]);
        }
    }

    [Fact]
    public async Task Embed_ConcurrentCalls_GiveTheSameBits()
    {
        var expected = fixture.Model.Embed("concurrent callers share nothing but the weights");
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => fixture.Model.Embed("concurrent callers share nothing but the weights"))));
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Fact]
    public async Task Embed_ManyEmptyTexts_GivesAVectorForEach()
    {
        var vectors = await fixture.Model.EmbedAsync([.. Enumerable.Repeat(Array.Empty<int>(), 1000)]);
        Assert.Equal(1000, vectors.Length);
        Assert.All(vectors, vector => Assert.Equal(vectors[0], vector));
    }

    [Fact]
    public async Task Embed_NoTexts_GivesNoVectors() => Assert.Empty(await fixture.Model.EmbedAsync(Array.Empty<string>()));

    [Fact]
    public void Embed_RelatedTexts_AreNearerThanUnrelatedOnes()
    {
        var card = fixture.Model.Embed("My card has not arrived yet");
        var post = fixture.Model.Embed("I am still waiting for my new card");
        var rain = fixture.Model.Embed("It will rain in the mountains tomorrow");
        Assert.True(TensorPrimitives.Dot<float>(card, post) > TensorPrimitives.Dot<float>(card, rain) + 0.2f);
    }

    [Fact]
    public void Load_MissingFolder_NamesTheCommandThatFetchesTheWeights()
    {
        var error = Assert.Throws<ModelFilesException>(() => UseLiteModel.Load(Path.Combine(Path.GetTempPath(), "no-such-model")));
        Assert.Contains("eng/setup/use-lite.sh", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Load_ShardCutShort_SaysSo()
    {
        var source = new OllamaFixtureFolder();
        using var folder = source.CopyWithLastShardCut();
        var error = Assert.Throws<ModelFilesException>(() => UseLiteModel.Load(folder.Path));
        Assert.Contains("the shards hold", error.Message, StringComparison.Ordinal);
    }

    private static float Difference(float[] expected, float[] actual)
    {
        var difference = new float[expected.Length];
        TensorPrimitives.Subtract<float>(expected, actual, difference);
        return MathF.Abs(TensorPrimitives.MaxMagnitude<float>(difference));
    }

    private sealed record Reference(string Text, int[] Tokens, string Vector)
    {
        public float[] Values => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(Vector)).ToArray();
    }
}
