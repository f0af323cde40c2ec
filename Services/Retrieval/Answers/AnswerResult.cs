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
    private bool _begun;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        try
        {
            await using var parts = questions.AskAsync(question, httpContext.RequestAborted).GetAsyncEnumerator(httpContext.RequestAborted);
            while (await NextAsync(parts, response))
            {
                if (streamed)
                {
                    Write(response, parts.Current);
                }
                else if (parts.Current is AnswerCompleted completed)
                {
                    await response.WriteAsJsonAsync(completed.Response, JsonSerializerOptions.Web, httpContext.RequestAborted);
                }
            }
        }
        catch (Exception exception) when (Outage(exception) is { } problem)
        {
            if (!_begun)
            {
                await TypedResults.Problem(problem, statusCode: exception is ConversationBusyException ? StatusCodes.Status409Conflict : StatusCodes.Status503ServiceUnavailable).ExecuteAsync(httpContext);
            }
            else
            {
                Write(response, "error", new { title = "The answer broke off.", status = StatusCodes.Status503ServiceUnavailable, detail = problem });
            }
        }
    }

    /// <summary>What is written goes out as soon as there is something to wait for: a burst of tokens is one packet.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<AnswerPart> parts, HttpResponse response)
    {
        var next = parts.MoveNextAsync();
        if (!next.IsCompleted && _begun)
        {
            await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);
        }
        return await next;
    }

    private void Write(HttpResponse response, AnswerPart part)
    {
        if (!_begun)
        {
            _begun = true;
            response.ContentType = "text/event-stream; charset=utf-8";
            response.Headers.CacheControl = "no-cache";
            response.Headers["X-Accel-Buffering"] = "no";
        }
        switch (part)
        {
            case AnswerToken token:
                Write(response, "token", new { text = token.Text });
                break;
            case AnswerCompleted completed:
                Write(response, "citations", new { citations = completed.Response.Citations });
                Write(response, "done", completed.Response);
                break;
            default:
                throw new InvalidOperationException($"{part.GetType().Name} is no part of an answer.");
        }
    }

    private static void Write<T>(HttpResponse response, string name, T data)
    {
        var body = response.BodyWriter;
        Write(body, "event: "u8);
        Write(body, System.Text.Encoding.ASCII.GetBytes(name));
        Write(body, "\ndata: "u8);
        Write(body, JsonSerializer.SerializeToUtf8Bytes(data, JsonSerializerOptions.Web));
        Write(body, "\n\n"u8);
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
