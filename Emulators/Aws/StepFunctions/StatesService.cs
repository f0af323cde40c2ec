using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.Signing;
using EventAi.Emulators.Aws.StepFunctions.Actions;

namespace EventAi.Emulators.Aws.StepFunctions;

/// <summary>AWS Step Functions in AWS JSON 1.0 (API reference, 2016-11-23).</summary>
internal sealed class StatesService : JsonService
{
    public StatesService(
        StateMachineActions machines, VersionActions versions, AliasActions aliases, ExecutionActions executions, ActivityActions activities, TagActions tags, TestStateAction test, MapRunActions mapRuns,
        SignatureVerifier verifier, FaultInjection faults, ILogger<StatesService> logger)
        : base("states", "AWSStepFunctions.", "application/x-amz-json-1.0", verifier, faults, logger)
    {
        Add("CreateStateMachine", machines.Create);
        Add("UpdateStateMachine", machines.Update);
        Add("DescribeStateMachine", machines.Describe);
        Add("DescribeStateMachineForExecution", machines.DescribeForExecution);
        Add("ListStateMachines", machines.List);
        Add("DeleteStateMachine", machines.Delete);
        Add("ValidateStateMachineDefinition", machines.Validate);
        Add("PublishStateMachineVersion", versions.Publish);
        Add("ListStateMachineVersions", versions.List);
        Add("DeleteStateMachineVersion", versions.Delete);
        Add("CreateStateMachineAlias", aliases.Create);
        Add("UpdateStateMachineAlias", aliases.Update);
        Add("DescribeStateMachineAlias", aliases.Describe);
        Add("ListStateMachineAliases", aliases.List);
        Add("DeleteStateMachineAlias", aliases.Delete);
        Add("StartExecution", executions.Start);
        Add("StartSyncExecution", executions.StartSyncAsync);
        Add("StopExecution", executions.Stop);
        Add("RedriveExecution", executions.Redrive);
        Add("DescribeExecution", executions.Describe);
        Add("ListExecutions", executions.List);
        Add("GetExecutionHistory", executions.History);
        Add("ListMapRuns", mapRuns.List);
        Add("DescribeMapRun", mapRuns.Describe);
        Add("UpdateMapRun", mapRuns.Update);
        Add("CreateActivity", activities.Create);
        Add("DescribeActivity", activities.Describe);
        Add("ListActivities", activities.List);
        Add("DeleteActivity", activities.Delete);
        Add("GetActivityTask", activities.GetTaskAsync);
        Add("SendTaskSuccess", activities.Succeed);
        Add("SendTaskFailure", activities.Fail);
        Add("SendTaskHeartbeat", activities.Heartbeat);
        Add("TagResource", tags.Tag);
        Add("UntagResource", tags.Untag);
        Add("ListTagsForResource", tags.List);
        Add("TestState", test.ExecuteAsync);
    }
}
