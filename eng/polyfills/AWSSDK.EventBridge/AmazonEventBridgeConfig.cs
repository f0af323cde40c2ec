using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.EventBridge.Internal;
using Amazon.Util.Internal;

namespace Amazon.EventBridge;

/// <summary>Stand-in for the configuration of the package AWSSDK.EventBridge 4.0: region or service URL, retries, timeouts.</summary>
public partial class AmazonEventBridgeConfig : ClientConfig
{
    private static readonly string UserAgentText = InternalSDKUtils.BuildUserAgentString("EventBridge", "4.0.0");

    public AmazonEventBridgeConfig()
        : base(new DefaultConfigurationProvider(AmazonEventBridgeDefaultConfiguration.All))
    {
        base.ServiceId = "EventBridge";
        AuthenticationServiceName = "events";
        EndpointProvider = new AmazonEventBridgeEndpointProvider();
    }

    public static new string ServiceId => "EventBridge";

    public override string RegionEndpointServiceName => "events";

    public override string ServiceVersion => "2015-10-07";

    public override string UserAgent => UserAgentText;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
        => EndpointProvider.ResolveEndpoint(new EventBridgeEndpointParameters(ServiceURL, RegionEndpoint?.SystemName ?? AuthenticationRegion ?? "us-east-1"));
}
