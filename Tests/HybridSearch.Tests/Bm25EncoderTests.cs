using EventAi.HybridSearch.Text;

namespace EventAi.HybridSearch.Tests;

public sealed class Bm25EncoderTests
{
    private readonly Bm25Encoder encoder = new(new Bm25Options { Saturation = 1.2, LengthNormalization = 0.75, AverageLength = 4 });

    [Fact]
    public void EncodeDocument_Terms_AreWeighedAsBm25Does()
    {
        var vector = encoder.EncodeDocument("broker broker topic", Language.English);
        var norm = 1.2 * (0.25 + (0.75 * 3 / 4));
        Assert.Equal(2 * 2.2 / (2 + norm), ValueOf(vector, "broker"), 1e-6);
        Assert.Equal(2.2 / (1 + norm), ValueOf(vector, "topic"), 1e-6);
        Assert.Equal(vector.Indices.Order(), vector.Indices);
    }

    [Fact]
    public void EncodeQuery_Terms_AreCounted()
    {
        var vector = encoder.EncodeQuery("brokers of the topic, broker!", Language.English);
        Assert.Equal(2, ValueOf(vector, "broker"));
        Assert.Equal(1, ValueOf(vector, "topic"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("of the and")]
    [InlineData("?!")]
    public void Encode_NoTerms_IsEmpty(string text)
    {
        Assert.True(encoder.EncodeDocument(text, Language.English).IsEmpty);
        Assert.True(encoder.EncodeQuery(text, Language.English).IsEmpty);
    }

    [Fact]
    public void IndexOf_Terms_DoesNotChange()
    {
        Assert.Equal(3336918407u, Bm25Encoder.IndexOf("broker"));
        Assert.InRange(Enumerable.Range(0, 50_000).Select(static number => Bm25Encoder.IndexOf($"term{number}")).Distinct().Count(), 49_995, 50_000);
    }

    private static float ValueOf(SparseVector vector, string term) => vector.Values[Array.IndexOf(vector.Indices, Bm25Encoder.IndexOf(term))];
}
