using EventAi.Emulators.Ollama;

namespace EventAi.Emulators.Tests.Ollama;

public sealed class OllamaCommandLineTests
{
    [Theory]
    [InlineData("--port", "0")]
    [InlineData("--port=11434", "--models=/m")]
    [InlineData("--models", "/m")]
    [InlineData("--model", "a.gguf", "--model=b.gguf")]
    [InlineData("--upstream", "http://host:11434")]
    public void Parse_GoodSwitches_BecomeSettings(params string[] args)
    {
        var parsed = OllamaCommandLine.Parse(args);
        Assert.Null(parsed.Error);
        Assert.All(parsed.Settings, static setting => Assert.StartsWith("Ollama:", setting.Key, StringComparison.Ordinal));
        Assert.NotEmpty(parsed.Settings);
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("--port")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "x")]
    [InlineData("--models=")]
    [InlineData("--upstream", "host:11434")]
    public void Parse_BadSwitches_AreToldInOneLine(params string[] args)
    {
        var error = OllamaCommandLine.Parse(args).Error;
        Assert.NotNull(error);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void Parse_Help_WinsOverWhatFollows() => Assert.True(OllamaCommandLine.Parse(["--help", "--bogus"]).Help);
}
