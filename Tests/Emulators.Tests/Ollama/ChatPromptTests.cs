using EventAi.Emulators.Ollama.Extractive;

namespace EventAi.Emulators.Tests.Ollama;

public sealed class ChatPromptTests
{
    [Fact]
    public void Parse_BlocksAndQuestion_AreTakenApart()
    {
        var prompt = Parse("[1] Guide ▸ Install\nRun the setup.\nThen restart.\n\n[2] FAQ\nSee page 3.\n\nQuestion: How do I install it?");
        Assert.Equal("How do I install it?", prompt.Question);
        Assert.Equal(
            [new ContextBlock(1, "Guide ▸ Install", "Run the setup.\nThen restart."), new ContextBlock(2, "FAQ", "See page 3.")],
            prompt.Blocks);
    }

    [Fact]
    public void Parse_DocumentWithNumbersAndQuestions_StaysInItsBlock()
    {
        var prompt = Parse("[1] Paper\nAs shown in\n[7] Smith, 1999\nQuestion: what next?\nNothing.\n[2] Other\nText.\n\nQuestion: Who wrote it?");
        Assert.Equal("Who wrote it?", prompt.Question);
        Assert.Equal(2, prompt.Blocks.Count);
        Assert.Contains("[7] Smith, 1999\nQuestion: what next?", prompt.Blocks[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Results_AreNumberedAndJoined()
    {
        var prompt = Parse("Results:\n[1] search: The limit is 5.\nIt was raised.\n- calculation: 5 * 3 = 15\n\nQuestion: How much is three times the limit?");
        Assert.Equal([new ToolResult(1, "search: The limit is 5. It was raised."), new ToolResult(2, "calculation: 5 * 3 = 15")], prompt.Results);
        Assert.Empty(prompt.Blocks);
    }

    [Fact]
    public void Parse_NoLabels_TakesTheMessageAsQuestion()
    {
        var prompt = Parse("  What is a broker?  ");
        Assert.Equal("What is a broker?", prompt.Question);
        Assert.Empty(prompt.Blocks);
    }

    [Fact]
    public void Parse_ContextInAnEarlierMessage_IsFound()
    {
        var prompt = ChatPrompt.Parse([new("system", "[1] Facts\nWater boils at 100 degrees.", []), new("user", "hi", []), new("assistant", "hello", []), new("user", "When does water boil?", [])]);
        Assert.Equal("When does water boil?", prompt.Question);
        Assert.Single(prompt.Blocks);
    }

    [Theory]
    [InlineData("The shop opens at nine on Monday. It is closed on Sunday. When does the shop open?", "When does the shop open?", "The shop opens at nine on Monday. It is closed on Sunday.")]
    [InlineData("Context: The shop opens at nine.\n\nQuestion: When does it open?", "When does it open?", "The shop opens at nine.")]
    public void Parse_UnnumberedText_IsTheContext(string content, string question, string context)
    {
        var prompt = Parse(content);
        Assert.Equal(question, prompt.Question);
        Assert.Equal(context, Assert.Single(prompt.Blocks).Text);
    }

    private static ChatPrompt Parse(string content) => ChatPrompt.Parse([new("system", "Answer from the context.", []), new("user", content, [])]);
}
