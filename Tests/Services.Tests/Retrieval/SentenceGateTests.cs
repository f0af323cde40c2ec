using EventAi.Retrieval.Answers;
using EventAi.Retrieval.Search;

namespace EventAi.Services.Tests.Retrieval;

public class SentenceGateTests
{
    private const string Text = "Dr. Lund opens at 7.30 a.m. daily [1]. It costs 2.50 crowns. [2] [3] Is it free? No! 橋は無料です。毎日開いています。[4] The end [1]";

    private static readonly string[] Expected =
        ["Dr. Lund opens at 7.30 a.m. daily [1].", "It costs 2.50 crowns. [2] [3]", "Is it free?", "No!", "橋は無料です。", "毎日開いています。[4]", "The end [1]"];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(1000)]
    public void Push_PiecesOfAnySize_GiveTheSameSentencesWithTheirCitations(int size)
    {
        var gate = new SentenceGate();
        var sentences = Text.Chunk(size).SelectMany(piece => gate.Push(new string(piece))).ToList();
        sentences.Add(gate.Rest());

        Assert.Equal(Text, string.Concat(sentences));
        Assert.Equal(Expected, sentences.Select(static sentence => sentence.Trim()));
    }

    [Fact]
    public void Sentences_OfAPassage_ArePlacesInIt()
    {
        const string Passage = "The gate opens at 7.30 a.m. on\nworking days. \"Really?\" he asked.\n\n- First item\n- Second item\n| row | one |\n3. Third. 門は閉まる。はい！";

        Assert.Equal(
            ["The gate opens at 7.30 a.m. on\nworking days.", "\"Really?\"", "he asked.", "- First item", "- Second item", "| row | one |", "3. Third.", "門は閉まる。", "はい！"],
            Sentences.Of(Passage).Select(static place => Passage.Substring(place.Start, place.Length)));
    }
}
