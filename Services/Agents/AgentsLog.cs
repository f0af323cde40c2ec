namespace EventAi.Agents;

internal static partial class AgentsLog
{
    [LoggerMessage(300, LogLevel.Warning, "Agent {Agent} failed")]
    public static partial void AgentFailed(ILogger logger, string agent, Exception exception);
}
