using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace EventAi.ServiceDefaults;

/// <summary>
/// One pipeline per host name: retries with exponential back-off and jitter (safe methods only), a circuit breaker, and a
/// time limit per attempt. Streams are not cut: the limit covers the response's headers.
/// </summary>
internal sealed class HttpResilience
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ResiliencePipeline<HttpResponseMessage>> _pipelines = new();

    public ResiliencePipeline<HttpResponseMessage> For(Uri? address) => _pipelines.GetOrAdd(address?.Authority ?? "", _ => Build());

    private static ResiliencePipeline<HttpResponseMessage> Build()
        => new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 3,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
                ShouldHandle = static arguments => ValueTask.FromResult(IsTransient(arguments.Outcome) && IsSafe(arguments.Context)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(2),
                ShouldHandle = static arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
            })
            .AddTimeout(AttemptTimeout)
            .Build();

    public static ResiliencePropertyKey<HttpMethod> Method { get; } = new("http.method");

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } => true,
        _ => false,
    };

    private static bool IsSafe(ResilienceContext context)
        => context.Properties.TryGetValue(Method, out var method) && (method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options);
}
