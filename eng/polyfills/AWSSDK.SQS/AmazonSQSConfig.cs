using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.SQS.Internal;
using Amazon.Util.Internal;

namespace Amazon.SQS;

/// <summary>Stand-in for the configuration of the package AWSSDK.SQS 4.0: region or service URL, retries, timeouts.</summary>
public partial class AmazonSQSConfig : ClientConfig
{
    private static readonly string UserAgentText = InternalSDKUtils.BuildUserAgentString("SQS", "4.0.0");

    public AmazonSQSConfig()
        : base(new DefaultConfigurationProvider(AmazonSQSDefaultConfiguration.All))
    {
        base.ServiceId = "SQS";
        AuthenticationServiceName = "sqs";
        EndpointProvider = new AmazonSQSEndpointProvider();
    }

    public static new string ServiceId => "SQS";

    public override string RegionEndpointServiceName => "sqs";

    public override string ServiceVersion => "2012-11-05";

    public override string UserAgent => UserAgentText;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
        => EndpointProvider.ResolveEndpoint(new SqsEndpointParameters(ServiceURL, RegionEndpoint?.SystemName ?? AuthenticationRegion ?? "us-east-1"));
}
