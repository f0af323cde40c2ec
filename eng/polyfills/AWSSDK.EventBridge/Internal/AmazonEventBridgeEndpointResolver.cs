using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.EventBridge.Internal;

/// <summary>Where a request goes: the configured service URL, else the region's public endpoint.</summary>
internal sealed class AmazonEventBridgeEndpointResolver : BaseEndpointResolver
{
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters)
        => InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        return new EventBridgeEndpointParameters(
            config.ServiceURL,
            requestContext.Request.AlternateEndpoint?.SystemName ?? config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion ?? "us-east-1");
    }
}

internal sealed class EventBridgeEndpointParameters : EndpointParameters
{
    public EventBridgeEndpointParameters(string serviceUrl, string region)
    {
        this["Endpoint"] = serviceUrl;
        this["Region"] = region;
    }
}

/// <summary>Public endpoints of Amazon EventBridge: <c>https://events.{region}.amazonaws.com</c>.</summary>
internal sealed class AmazonEventBridgeEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
        => new(parameters["Endpoint"] is string { Length: > 0 } given ? given : $"https://events.{parameters["Region"]}.amazonaws.com");
}
