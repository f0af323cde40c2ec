using System.Text.Json;
using EventAi.Emulators.Ollama.Apis;
using EventAi.Emulators.Ollama.Apis.OpenAi;

namespace EventAi.Emulators.Ollama;

/// <summary>The one place where failures become answers, in the server's own shapes (ollama/server/routes.go; gin for unknown routes).</summary>
internal sealed class OllamaErrors(RequestDelegate next, ILogger<OllamaErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed } && context.GetEndpoint()?.DisplayName is null or "405 HTTP Method Not Supported")
            {
                OllamaLog.UnknownRoute(logger, context.Request.Method, context.Request.Path);
                var text = context.Response.StatusCode == StatusCodes.Status404NotFound ? "404 page not found" : "405 method not allowed";
                await context.Response.WriteAsync(text, context.RequestAborted);
            }
        }
        catch (OllamaException error)
        {
            await AnswerAsync(context, error.Status, error.Message);
        }
        catch (JsonException error)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, error.Message);
        }
        catch (BadHttpRequestException error)
        {
            await AnswerAsync(context, error.StatusCode, error.StatusCode == StatusCodes.Status413PayloadTooLarge ? "http: request body too large" : error.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
        }
        catch (Exception error)
        {
            OllamaLog.Failed(logger, context.Request.Path, error);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, error.Message);
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, string message)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = status;
        if (context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
        {
            await context.Response.WriteAsJsonAsync(OpenAiError.Of(status, message), OllamaJson.Relaxed.OpenAiError, cancellationToken: context.RequestAborted);
        }
        else
        {
            await context.Response.WriteAsJsonAsync(new ErrorBody(message), OllamaJson.Relaxed.ErrorBody, cancellationToken: context.RequestAborted);
        }
    }
}
