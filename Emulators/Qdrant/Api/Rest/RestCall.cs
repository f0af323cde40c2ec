using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>One REST request: its path, its body, and the envelope of its answer (openapi: every 200 answer has result, status and time).</summary>
internal sealed partial class RestCall(HttpContext context, JsonElement body)
{
    public JsonElement Body { get; } = body;

    /// <summary>Without <c>?wait=true</c> a change is acknowledged only, as Qdrant does.</summary>
    public bool Wait => context.Request.Query["wait"] == "true";

    public Elapsed Elapsed { get; } = new(context.RequestServices.GetRequiredService<TimeProvider>());

    public string Path(string name) => (string)context.Request.RouteValues[name]!;

    public static void Map(IEndpointRouteBuilder endpoints, string verb, string pattern, Func<RestCall, JsonNode?> handle)
        => endpoints.MapMethods(pattern, [verb], async context =>
        {
            var elapsed = new Elapsed(context.RequestServices.GetRequiredService<TimeProvider>());
            try
            {
                using var document = context.Request.ContentLength is null or > 0 && verb is "PUT" or "POST" or "PATCH"
                    ? await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)
                    : null;
                var result = handle(new RestCall(context, document?.RootElement ?? default));
                await AnswerAsync(context, StatusCodes.Status200OK, new JsonObject { ["result"] = result, ["status"] = "ok", ["time"] = elapsed.Seconds });
            }
            catch (StoreException exception)
            {
                if (exception.Error == StoreError.Unsupported)
                {
                    NotImplemented(context.RequestServices.GetRequiredService<ILogger<RestCall>>(), verb, pattern, exception.Message);
                }
                await FailAsync(context, ToStatus(exception.Error), exception.Message, elapsed);
            }
            catch (Exception exception) when (exception is JsonException or InvalidProtocolBufferException or InvalidOperationException
                or FormatException or KeyNotFoundException or ArgumentException)
            {
                await FailAsync(context, StatusCodes.Status400BadRequest, $"Format error in JSON body: {exception.Message}", elapsed);
            }
        });

    private static Task FailAsync(HttpContext context, int status, string message, Elapsed elapsed)
        => AnswerAsync(context, status, new JsonObject { ["status"] = new JsonObject { ["error"] = message }, ["time"] = elapsed.Seconds });

    private static Task AnswerAsync(HttpContext context, int status, JsonObject answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString());
    }

    private static int ToStatus(StoreError error)
        => error switch
        {
            StoreError.BadInput => StatusCodes.Status400BadRequest,
            StoreError.NotFound => StatusCodes.Status404NotFound,
            StoreError.AlreadyExists => StatusCodes.Status409Conflict,
            StoreError.Unsupported => StatusCodes.Status501NotImplemented,
            _ => StatusCodes.Status500InternalServerError,
        };

    [LoggerMessage(1, LogLevel.Warning, "{Verb} {Route} was refused as not implemented: {Reason}")]
    private static partial void NotImplemented(ILogger logger, string verb, string route, string reason);
}
