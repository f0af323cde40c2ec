using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using EventAi.Emulators.Aws;

// Read when the first socket is made: what comes over a socket is handled in the thread that waits for it, see PoolThread.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
var (options, message) = AwsCommandLine.Read(args);
if (options is null)
{
    await (message == AwsCommandLine.Help ? Console.Out : Console.Error).WriteLineAsync(message);
    return message == AwsCommandLine.Help ? 0 : 1;
}

try
{
    await using var server = await AwsServer.StartAsync(options, logging: static logging => logging.AddSimpleConsole(static console => console.SingleLine = true));
    Console.WriteLine($"AWS endpoint ready on {server.Address.AbsoluteUri.TrimEnd('/')}");
    await server.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException or InvalidDataException or ValidationException)
{
    await Console.Error.WriteLineAsync($"aws: {exception.Message}");
    return 1;
}
