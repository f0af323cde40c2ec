namespace EventAi.Embedding;

internal static partial class ReembeddingLog
{
    [LoggerMessage(301, LogLevel.Information, "The chunks of {Source} are embedded anew into {Wanted}")]
    public static partial void Began(ILogger logger, string source, string wanted);

    [LoggerMessage(302, LogLevel.Information, "{Alias} now stands for {Wanted}")]
    public static partial void Switched(ILogger logger, string alias, string wanted);

    [LoggerMessage(303, LogLevel.Warning, "Embedding anew goes on in {Delay}: {Reason}")]
    public static partial void Outage(ILogger logger, TimeSpan delay, string reason);
}
