using System.Text.Json;
using EventAi.Retrieval.Caching;
using EventAi.Retrieval.Conversations;
using Grpc.Core;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// An answer as one JSON body, or as server-sent events: <c>token</c> for each piece of the text, then <c>citations</c>, then <c>done</c> with
/// the whole answer; <c>error</c> with problem details where it breaks off. What goes wrong before the first token is an ordinary problem.
/// </summary>
internal sealed class AnswerResult(AskedQuestions questions, Question question, bool streamed) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        try
        {
            await foreach (var part in questions.AskAsync(question, httpContext.RequestAborted))
            {
                if (streamed)
                {
                    await SendAsync(response, part);
                }
                else if (part is AnswerCompleted completed)
                {
                    await response.WriteAsJsonAsync(completed.Response, JsonSerializerOptions.Web, httpContext.RequestAborted);
                }
            }
        }
        catch (Exception exception) when (Outage(exception) is { } problem)
        {
            if (!response.HasStarted)
            {
                await TypedResults.Problem(problem, statusCode: exception is ConversationBusyException ? StatusCodes.Status409Conflict : StatusCodes.Status503ServiceUnavailable).ExecuteAsync(httpContext);
            }
            else if (streamed)
            {
                await WriteAsync(response, "error", new { title = "The answer broke off.", status = StatusCodes.Status503ServiceUnavailable, detail = problem });
            }
        }
    }

    private static async Task SendAsync(HttpResponse response, AnswerPart part)
    {
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream; charset=utf-8";
            response.Headers.CacheControl = "no-cache";
            response.Headers["X-Accel-Buffering"] = "no";
        }
        switch (part)
        {
            case AnswerToken token:
                await WriteAsync(response, "token", new { text = token.Text });
                break;
            case AnswerCompleted completed:
                await WriteAsync(response, "citations", new { citations = completed.Response.Citations });
                await WriteAsync(response, "done", completed.Response);
                break;
            default:
                throw new InvalidOperationException($"{part.GetType().Name} is no part of an answer.");
        }
    }

    private static async Task WriteAsync<T>(HttpResponse response, string name, T data)
    {
        var aborted = response.HttpContext.RequestAborted;
        var body = response.BodyWriter;
        Write(body, "event: "u8);
        Write(body, System.Text.Encoding.ASCII.GetBytes(name));
        Write(body, "\ndata: "u8);
        Write(body, JsonSerializer.SerializeToUtf8Bytes(data, JsonSerializerOptions.Web));
        Write(body, "\n\n"u8);
        await body.FlushAsync(aborted);
    }

    private static void Write(System.Buffers.IBufferWriter<byte> body, ReadOnlySpan<byte> bytes) => System.Buffers.BuffersExtensions.Write(body, bytes);

    private static string? Outage(Exception exception) => exception switch
    {
        ConversationBusyException => exception.Message,
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } => "The index does not answer.",
        HttpRequestException or BrokenCircuitException or TimeoutRejectedException => "The model does not answer.",
        _ when CacheServer.IsOutage(exception) => "The conversation cannot be kept: its store does not answer.",
        _ => null,
    };
}
