namespace EventAi.Emulators.Aws.StepFunctions;

internal static partial class StatesLog
{
    [LoggerMessage(4540, LogLevel.Error, "Execution {Arn}: its alarm failed")]
    public static partial void AlarmFailed(ILogger logger, Exception exception, string arn);

    [LoggerMessage(4541, LogLevel.Error, "Execution {Arn}: task {Resource} failed unexpectedly")]
    public static partial void TaskFailed(ILogger logger, Exception exception, string arn, string resource);

    [LoggerMessage(4543, LogLevel.Error, "Executions that are not kept any longer could not be removed")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(4542, LogLevel.Information, "{Executions} executions read, {Running} of them running")]
    public static partial void ExecutionsRead(ILogger logger, int executions, int running);
}
