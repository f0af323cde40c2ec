using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary><c>sqs:sendMessage</c>, with a callback too: a message body that is no string is sent as JSON.</summary>
internal sealed class SqsIntegration(Loopback loopback, TimeProvider time) : ITaskIntegration
{
    public string Service => "sqs";

    public bool Supports(TaskCall call) => call.Action == "sendMessage" && !call.Request.Resource.WaitsForJob;

    public async Task<Json> CallAsync(TaskCall call)
    {
        var parameters = new JsonObject(call.Parameters);
        if (parameters["QueueUrl"]?.AsString() is { } queue && (!Uri.TryCreate(queue, UriKind.Absolute, out var url) || url.AbsolutePath == "/"))
        {
            // The SDK that Step Functions calls with goes to the host of the URL, or takes all of it for one.
            throw new TaskFailure("SQS.SdkClientException", $"Unable to execute HTTP request: {url?.Host ?? queue}: Name or service not known");
        }
        if (parameters["MessageBody"] is null or JsonNull)
        {
            throw new TaskFailure(
                "SQS.AmazonSQSException",
                $"The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; Request ID: {RequestId.New()}; Proxy: null)");
        }
        if (parameters["MessageBody"] is { } message && message is not JsonString)
        {
            parameters.Add("MessageBody", message.Text);
        }
        var (status, answer) = await SdkIntegration.JsonAsync(loopback, "sqs", "AmazonSQS.SendMessage", "application/x-amz-json-1.0", parameters, call);
        if (status != 200)
        {
            var code = answer["__type"]?.AsString()?.Split('#')[^1] ?? "SdkClientException";
            var known = code is "QueueDoesNotExist" or "InvalidMessageContents" or "UnsupportedOperation";
            throw new TaskFailure(
                $"SQS.{(known ? code + "Exception" : "AmazonSQSException")}",
                $"{answer["message"]?.AsString()} (Service: AmazonSQS; Status Code: {status}; Error Code: {code}; Request ID: {RequestId.New()}; Proxy: null)");
        }
        return SdkMetadata.Add(answer, RequestId.New(), Encoding.UTF8.GetByteCount(answer.Text), time.GetUtcNow());
    }
}
