using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>What optimized integrations add to the answers of the services that they call.</summary>
internal static class SdkMetadata
{
    public static JsonObject Add(JsonObject answer, string requestId, int length, DateTimeOffset now, string contentType = "application/x-amz-json-1.0")
    {
        JsonObject Headers(Func<string, Json> shape) => new()
        {
            { "x-amzn-RequestId", shape(requestId) },
            { "connection", shape("keep-alive") },
            { "Content-Length", shape(length.ToString()) },
            { "Date", shape(now.UtcDateTime.ToString("R")) },
            { "Content-Type", shape(contentType) },
        };
        answer.Add("SdkHttpMetadata", new JsonObject
        {
            { "AllHttpHeaders", Headers(static value => new JsonArray { value }) },
            { "HttpHeaders", Headers(static value => value) },
            { "HttpStatusCode", 200 },
        });
        answer.Add("SdkResponseMetadata", new JsonObject { { "RequestId", requestId } });
        return answer;
    }
}
