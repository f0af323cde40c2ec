using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>Cases of UAX #15 and of its conformance test.</summary>
public sealed class NfkcNormalizerTests
{
    [Theory]
    [InlineData("plain ASCII ~", "plain ASCII ~")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("\ufb01ne", "fine")]
    [InlineData("x\u00b2\u00bd", "x21\u20442")]
    [InlineData("\uff21\uff22\u3000\uff11", "AB 1")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("\ud55c", "\ud55c")]
    [InlineData("\uff76\uff9e", "\u30ac")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\u1e0b\u0323", "\u1e0d\u0307")]
    [InlineData("\u1e9b\u0323", "\u1e69")]
    [InlineData("a\u0315\u0300\u05ae\u0327b", "\u00e0\u0327\u05ae\u0315b")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("\ud835\udd18", "U")]
    [InlineData("\ud83d\ude00", "\ud83d\ude00")]
    [InlineData("\ud83d", "\ud83d")]
    [InlineData("\ufdfa", "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064a\u0647 \u0648\u0633\u0644\u0645")]
    public void Normalize_Case_GivesFormKc(string text, string expected) => Assert.Equal(expected, NfkcNormalizer.Normalize(text));

    [Fact]
    public void Normalize_Twice_ChangesNothingMore()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 12).Select(_ => char.ConvertFromUtf32(random.Next(0, 8) == 0 ? random.Next(0x300, 0x370) : random.Next(0x20, 0xD800))));
            var once = NfkcNormalizer.Normalize(text);
            Assert.Equal(once, NfkcNormalizer.Normalize(once));
        }
    }
}
