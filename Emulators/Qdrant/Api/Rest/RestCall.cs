using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>One REST request: its path, its body, and the envelope of its answer (openapi: every 200 answer has result, status and time).</summary>
internal sealed partial class RestCall(HttpContext context, JsonElement body)
{
    /// <summary>Depth of JSON that is read; payloads and filters may go 64 levels deep.</summary>
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };

    public JsonElement Body { get; } = body;

    public HttpContext Context { get; } = context;

    /// <summary>Without <c>?wait=true</c> a change is acknowledged only, as Qdrant does.</summary>
    public bool Wait => Context.Request.Query["wait"] == "true";

    public Elapsed Elapsed { get; } = new(context.RequestServices.GetRequiredService<TimeProvider>());

    public string Collection => Path("name");

    public string Path(string name) => (string)Context.Request.RouteValues[name]!;

    /// <summary>A route whose answer has a result.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, string verb, string pattern, Func<RestCall, JsonNode?> handle)
        => MapRaw(endpoints, verb, pattern, readsBody: true, async call =>
        {
            await call.AnswerAsync(handle(call));
        });

    /// <summary>A route that answers by itself; only its errors have the envelope.</summary>
    public static void MapRaw(IEndpointRouteBuilder endpoints, string verb, string pattern, bool readsBody, Func<RestCall, Task> handle)
        => endpoints.MapMethods(pattern, [verb], async context =>
        {
            var elapsed = new Elapsed(context.RequestServices.GetRequiredService<TimeProvider>());
            try
            {
                using var document = readsBody && verb is "PUT" or "POST" or "PATCH" && readsBody && HasBody(context.Request)
                    ? await JsonDocument.ParseAsync(context.Request.Body, Reading, context.RequestAborted)
                    : null;
                await handle(new RestCall(context, document?.RootElement ?? default));
            }
            catch (StoreException exception)
            {
                if (exception.Error == StoreError.Unsupported)
                {
                    NotImplemented(context.RequestServices.GetRequiredService<ILogger<RestCall>>(), verb, pattern, exception.Message);
                }
                await FailAsync(context, ToStatus(exception.Error), exception.Message.Replace("Validation error in body", "Validation error in JSON body", StringComparison.Ordinal), elapsed);
            }
            catch (BadHttpRequestException exception)
            {
                await FailAsync(context, exception.StatusCode, exception.Message, elapsed);
            }
            catch (Exception exception) when (exception is JsonException or InvalidProtocolBufferException or InvalidOperationException
                or FormatException or KeyNotFoundException or ArgumentException or OverflowException)
            {
                await FailAsync(context, StatusCodes.Status400BadRequest, $"Format error in JSON body: {exception.Message}", elapsed);
            }
        });

    public static Task FailAsync(HttpContext context, int status, string message, Elapsed elapsed)
        => AnswerAsync(context, status, new JsonObject { ["status"] = new JsonObject { ["error"] = message }, ["time"] = elapsed.Seconds });

    public Task AnswerAsync(JsonNode? result)
        => AnswerAsync(Context, StatusCodes.Status200OK, new JsonObject { ["result"] = result, ["status"] = "ok", ["time"] = Elapsed.Seconds });

    private static bool HasBody(HttpRequest request) => request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;

    private static Task AnswerAsync(HttpContext context, int status, JsonObject answer)
    {
        if (context.Response.HasStarted)
        {
            return Task.CompletedTask;
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, JsonAnswers.Writing);
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json).AsTask();
    }

    private static int ToStatus(StoreError error)
        => error switch
        {
            StoreError.BadInput => StatusCodes.Status400BadRequest,
            StoreError.Validation => StatusCodes.Status422UnprocessableEntity,
            StoreError.NotFound => StatusCodes.Status404NotFound,
            StoreError.AlreadyExists => StatusCodes.Status409Conflict,
            StoreError.Forbidden => StatusCodes.Status403Forbidden,
            StoreError.Unsupported => StatusCodes.Status501NotImplemented,
            _ => StatusCodes.Status500InternalServerError,
        };

    [LoggerMessage(1, LogLevel.Warning, "{Verb} {Route} was refused as not implemented: {Reason}")]
    private static partial void NotImplemented(ILogger logger, string verb, string route, string reason);
}
