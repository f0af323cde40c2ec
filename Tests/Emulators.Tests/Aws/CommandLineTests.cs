using System.Net;
using System.Net.Sockets;

namespace EventAi.Emulators.Tests.Aws;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Program_Help_ListsTheSwitches()
    {
        var (code, output, _) = await EmulatorProcess.RunAsync("--help");
        Assert.Equal(0, code);
        Assert.All(new[] { "--port", "--data", "--memory", "--access-key", "--secret-key" }, name => Assert.Contains(name, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_PortTaken_EndsWithOneLine()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (code, _, error) = await EmulatorProcess.RunAsync("--memory", "--port", $"{port}");
        Assert.Equal(1, code);
        Assert.Contains($"{port}", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data", "/dev/null/nowhere")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "many")]
    [InlineData("--access-key", "alone")]
    [InlineData("--nonsense", "x")]
    public async Task Program_BadArgument_EndsWithOneLine(string name, string value)
    {
        var (code, _, error) = await EmulatorProcess.RunAsync("--port", "0", name, value);
        Assert.Equal(1, code);
        Assert.StartsWith("aws: ", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
