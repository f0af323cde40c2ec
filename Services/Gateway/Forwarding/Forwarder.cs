using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace EventAi.Gateway.Forwarding;

/// <summary>Passes a request on to a service and its answer back, streaming both bodies. A service that is away is a 503 problem.</summary>
internal sealed class Forwarder(IHttpClientFactory clients)
{
    /// <summary>Meaningful for one connection only (RFC 9110, section 7.6.1), or set anew by the client.</summary>
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "traceparent", "tracestate", "Expect",
    };

    public async Task ForwardAsync(HttpContext context, string service)
    {
        using var request = Request(context);
        HttpResponseMessage response;
        try
        {
            var client = clients.CreateClient(service);
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        }
        catch (Exception exception) when (exception is HttpRequestException or BrokenCircuitException or TimeoutRejectedException)
        {
            // The body limit makes itself known inside the client's send.
            var tooLarge = exception.InnerException as BadHttpRequestException;
            await TypedResults.Problem(
                tooLarge?.Message ?? $"The service '{service}' does not answer.",
                statusCode: tooLarge?.StatusCode ?? StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
            return;
        }
        using (response)
        {
            await AnswerAsync(context, response);
        }
    }

    private static HttpRequestMessage Request(HttpContext context)
    {
        var incoming = context.Request;
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), new Uri(Target(context), UriKind.Relative));
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            request.Content = new StreamContent(incoming.Body);
        }
        foreach (var (name, values) in incoming.Headers)
        {
            if (!HopByHop.Contains(name) && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }
        return request;
    }

    /// <summary>The target as it was sent, so that an encoded slash stays one; a target that is not a plain path is built anew.</summary>
    private static string Target(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return raw is ['/', not '/', ..] ? raw : $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString.ToUriComponent()}";
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!HopByHop.Contains(name))
            {
                context.Response.Headers[name] = new StringValues([.. values]);
            }
        }
        if (response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
        {
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}
