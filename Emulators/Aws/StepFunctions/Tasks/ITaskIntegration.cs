using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>A service that tasks can call: <c>arn:aws:states:::{service}:{operation}</c>.</summary>
internal interface ITaskIntegration
{
    /// <summary>Service of the resource ARN, e.g. <c>sqs</c> or <c>aws-sdk:s3</c>.</summary>
    string Service { get; }

    /// <summary>Whether the resource with its suffix can be called.</summary>
    bool Supports(TaskCall call);

    /// <returns>The answer of the call. Of a job (.sync) it is what the call itself answers; see <see cref="JobAsync"/>.</returns>
    /// <exception cref="TaskFailure">The call fails.</exception>
    Task<Json> CallAsync(TaskCall call);

    /// <summary>Waits for a job that was submitted.</summary>
    /// <exception cref="TaskFailure">The job fails.</exception>
    Task<Json> JobAsync(TaskCall call, Json submitted) => throw new TaskFailure("States.Runtime", $"{call.Request.Resource.Arn} runs no jobs");
}
