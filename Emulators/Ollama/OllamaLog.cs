namespace EventAi.Emulators.Ollama;

internal static partial class OllamaLog
{
    [LoggerMessage(1, LogLevel.Warning, "No such operation: {Method} {Path}")]
    public static partial void UnknownRoute(ILogger logger, string method, string path);

    [LoggerMessage(2, LogLevel.Error, "{Path} failed")]
    public static partial void Failed(ILogger logger, string path, Exception error);

    [LoggerMessage(3, LogLevel.Warning, "Injected fault for {Path}: status {Status}, delay {DelayMs} ms, drop {Drop}")]
    public static partial void Fault(ILogger logger, string path, int? status, int delayMs, bool drop);

    [LoggerMessage(4, LogLevel.Warning, "The upstream {Address} does not answer: {Reason}")]
    public static partial void UpstreamFailed(ILogger logger, Uri address, string reason);
}
