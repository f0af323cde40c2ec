using System.Globalization;
using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary><c>states:startExecution</c>, alone, with a callback, or as a job (.sync, .sync:2). Without a name the execution is named after the task, so that it is started once.</summary>
internal sealed class StatesIntegration(Lazy<StatesService> states, ExecutionHost host, TimeProvider time) : ITaskIntegration
{
    public string Service => "states";

    public bool Supports(TaskCall call) => call.Action == "startExecution";

    public async Task<Json> CallAsync(TaskCall call)
    {
        var parameters = call.Parameters;
        var input = parameters["Input"] is JsonNull ? null : parameters["Input"];
        var request = new JsonObject
        {
            { "stateMachineArn", parameters["StateMachineArn"] },
            { "name", parameters["Name"] ?? NameOf(call) },
            { "input", input is null ? null : input.AsString() is { } text && Json.TryParse(text, out var unused) ? text : input.Text },
        };
        try
        {
            var answer = (JsonObject)await states.Value.InvokeAsync("StartExecution", call.Region, request, call.Abandoned);
            var started = new JsonObject { { "ExecutionArn", answer["executionArn"] } };
            SdkMetadata.Add(started, Guid.NewGuid().ToString(), Encoding.UTF8.GetByteCount(answer.Text), time.GetUtcNow());
            started.Add("StartDate", Date(answer["startDate"]!));
            return started;
        }
        catch (AwsException exception) when (exception.Code == "ExecutionAlreadyExists" && parameters["Name"] is null)
        {
            // Started by the process before this one, which could not write that down.
            var machine = parameters["StateMachineArn"]!.AsString()!.Split(':');
            var started = new JsonObject { { "ExecutionArn", $"arn:aws:states:{machine[3]}:{machine[4]}:execution:{machine[6]}:{NameOf(call)}" } };
            return SdkMetadata.Add(started, Guid.NewGuid().ToString(), 0, time.GetUtcNow());
        }
        catch (AwsException exception)
        {
            throw new TaskFailure(
                $"StepFunctions.{exception.Code}Exception",
                $"{exception.Message} (Service: AWSStepFunctions; Status Code: {exception.Status}; Error Code: {exception.Code}; Request ID: {Guid.NewGuid()}; Proxy: null)");
        }
    }

    public async Task<Json> JobAsync(TaskCall call, Json submitted)
    {
        var entry = host.Find(submitted["ExecutionArn"]!.AsString()!) ?? throw new TaskFailure(ErrorNames.TaskFailed, "The execution does not exist");
        await entry.Ended.WaitAsync(call.Abandoned);
        var asJson = call.Request.Resource.Operation.EndsWith(":2", StringComparison.Ordinal);
        var described = new JsonObject
        {
            { "Cause", entry.Cause },
            { "Error", entry.Error },
            { "ExecutionArn", entry.Start.Arn },
            { "Input", asJson ? Json.Parse(entry.Start.Input) : entry.Start.Input },
            { "InputDetails", new JsonObject { { "Included", true } } },
            { "Name", entry.Start.Name },
        };
        if (entry.Output is { } output)
        {
            described.Add("Output", asJson ? output : output.Text);
            described.Add("OutputDetails", new JsonObject { { "Included", true } });
        }
        described.Add("StartDate", entry.Start.Milliseconds);
        described.Add("StateMachineArn", entry.Start.StateMachineArn);
        described.Add("Status", StatusNames.Of(entry.Status));
        described.Add("StopDate", entry.Stopped!.Value.ToUnixTimeMilliseconds());
        return entry.Status == ExecutionStatus.Succeeded ? described : throw new TaskFailure(ErrorNames.TaskFailed, described.Text);
    }

    private static string NameOf(TaskCall call) => new Guid(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(call.Request.Token)).AsSpan(0, 16)).ToString();

    private static Json Date(Json seconds)
        => DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds.AsNumber()!.Value * 1000)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
