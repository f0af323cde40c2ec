using EventAi.Emulators.Ollama.Extractive;

namespace EventAi.Emulators.Tests.Ollama;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One thing. Another thing! A third?", "One thing.|Another thing!|A third?")]
    [InlineData("It costs 4.95 euros. See e.g. the list.", "It costs 4.95 euros.|See e.g. the list.")]
    [InlineData("Dr. Smith met J. R. Jones. They talked.", "Dr. Smith met J. R. Jones.|They talked.")]
    [InlineData("He said \"stop.\" Then he left.", "He said \"stop.\"|Then he left.")]
    [InlineData("# Title\nA line\ngoes on. End.\n- item one\n- item two", "Title|A line goes on.|End.|item one|item two")]
    [InlineData("これは文です。次の文です。", "これは文です。|次の文です。")]
    [InlineData("Wait... what? no", "Wait... what? no")]
    [InlineData("...\n---\n", "")]
    public void Split_Text_GivesSentences(string text, string expected) => Assert.Equal(expected, string.Join('|', SentenceSplitter.Split(text)));

    [Theory]
    [InlineData("stores stored storing store", 1)]
    [InlineData("retry retries", 1)]
    [InlineData("policy policies", 1)]
    [InlineData("replicate replication replicated", 1)]
    [InlineData("delete deletes deletion deleted", 1)]
    [InlineData("the of and is", 0)]
    [InlineData("partition offset", 2)]
    public void Of_FormsOfAWord_MeetInOneStem(string text, int stems) => Assert.Equal(stems, ContentWords.Of(text).Count);
}
