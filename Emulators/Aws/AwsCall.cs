using EventAi.Emulators.Aws.Signing;

namespace EventAi.Emulators.Aws;

/// <summary>One request on its way: what every service needs of it.</summary>
internal sealed class AwsCall(HttpContext http, RequestTarget target, SignedRequest? signature)
{
    public const string DefaultRegion = "us-east-1";

    public HttpContext Http { get; } = http;

    public HttpRequest Request => Http.Request;

    public HttpResponse Response => Http.Response;

    /// <summary>Path and query as they were sent.</summary>
    public RequestTarget Target { get; } = target;

    /// <summary>The signature as it was given; null for an anonymous request.</summary>
    public SignedRequest? Signature { get; } = signature;

    /// <summary>The operation that services of the JSON protocol are asked for, <c>X-Amz-Target</c>: <c>{service}.{operation}</c>; empty in others.</summary>
    public string Operation { get; } = http.Request.Headers["X-Amz-Target"].ToString();

    public string Id { get; } = RequestId.New();

    /// <summary>Region that the request was signed for.</summary>
    public string Region => Signature?.Region ?? DefaultRegion;

    public CancellationToken Aborted => Http.RequestAborted;
}
