namespace EventAi.Retrieval.Caching;

/// <summary>A search's answer as bytes; the header <c>X-Cache</c> says whether it was kept.</summary>
internal sealed class SearchAnswer(ReadOnlyMemory<byte> json, bool cached) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        response.Headers["X-Cache"] = cached ? "hit" : "miss";
        return response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}
