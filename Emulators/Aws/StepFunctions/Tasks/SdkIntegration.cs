using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary><c>aws-sdk:{service}:{operation}</c> for services of the JSON protocol: the operation's own input and output.</summary>
internal sealed class SdkIntegration(string service, string scope, string targetPrefix, string contentType, string errorPrefix, bool isCamelCase, Loopback loopback) : ITaskIntegration
{
    public string Service => "aws-sdk:" + service;

    public bool Supports(TaskCall call) => !call.Request.Resource.WaitsForJob;

    public static async Task<(int Status, JsonObject Answer)> JsonAsync(Loopback loopback, string scope, string target, string contentType, JsonObject parameters, TaskCall call)
    {
        var (response, body) = await loopback.SendAsync(
            HttpMethod.Post, "/", scope, call.Region, [("X-Amz-Target", target), ("Content-Type", contentType)], Encoding.UTF8.GetBytes(parameters.Text), call.Abandoned);
        using (response)
        {
            var text = Encoding.UTF8.GetString(body);
            return ((int)response.StatusCode, text.Length > 0 && Json.TryParse(text, out var parsed) && parsed is JsonObject answer ? answer : []);
        }
    }

    public async Task<Json> CallAsync(TaskCall call)
    {
        var operation = char.ToUpperInvariant(call.Action[0]) + call.Action[1..];
        var parameters = isCamelCase ? Renamed(call.Parameters, char.ToLowerInvariant) : call.Parameters;
        var (status, answer) = await JsonAsync(loopback, scope, $"{targetPrefix}{operation}", contentType, parameters, call);
        if (status == 200)
        {
            return isCamelCase ? Renamed(answer, char.ToUpperInvariant) : answer;
        }
        var code = answer["__type"]?.AsString()?.Split('#')[^1] ?? "SdkClientException";
        throw new TaskFailure(
            $"{errorPrefix}.{(code.EndsWith("Exception", StringComparison.Ordinal) ? code : code + "Exception")}",
            $"{answer["message"]?.AsString()} (Service: {errorPrefix}, Status Code: {status}, Request ID: {Guid.NewGuid()}) (SDK Attempt Count: 1)");
    }

    /// <summary>Members of the model with their first letter changed, on the outermost level.</summary>
    private static JsonObject Renamed(JsonObject members, Func<char, char> change)
    {
        var renamed = new JsonObject();
        foreach (var (name, value) in members)
        {
            var isText = name is "Input" or "Output" or "Definition" && value is not JsonString;
            renamed.Add(change(name[0]) + name[1..], isText ? value.Text : value);
        }
        return renamed;
    }
}
