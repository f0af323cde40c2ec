using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

/// <summary>What a task was scheduled with: a service integration, an activity or a function.</summary>
internal sealed class TaskScheduledDetails(TaskRequest request, string region) : EventDetails
{
    public override string Name => request.Resource.Kind switch
    {
        TaskKind.Activity => "activityScheduledEventDetails",
        TaskKind.Lambda => "lambdaFunctionScheduledEventDetails",
        _ => "taskScheduledEventDetails",
    };

    public override JsonObject Describe(bool includeData)
    {
        var details = new JsonObject();
        if (request.Resource.Kind == TaskKind.Service)
        {
            details.Add("resourceType", request.Resource.Service);
            details.Add("resource", request.Resource.Operation);
            details.Add("region", region);
            if (includeData)
            {
                details.Add("parameters", request.Parameters.Text);
            }
        }
        else
        {
            details.Add("resource", request.Resource.Arn);
            AddData(details, "input", request.Parameters, includeData);
        }
        details.Add("timeoutInSeconds", request.TimeoutSeconds is { } timeout ? timeout : null);
        details.Add("heartbeatInSeconds", request.HeartbeatSeconds is { } heartbeat && request.Resource.Kind != TaskKind.Lambda ? heartbeat : null);
        details.Add("taskCredentials", request.Credentials is null ? null : new JsonObject { { "roleArn", request.Credentials } });
        return details;
    }
}
