using Amazon.EventBridge.Internal;
using Amazon.EventBridge.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.EventBridge;

/// <summary>
/// Stand-in for the client of the package AWSSDK.EventBridge 4.0: AWS JSON 1.1 over the pipeline of AWSSDK.Core, which resolves
/// credentials, signs, retries and turns error answers into exceptions. Thread-safe.
/// </summary>
public partial class AmazonEventBridgeClient : AmazonServiceClient, IAmazonEventBridge
{
    private static readonly IServiceMetadata Metadata = new AmazonEventBridgeMetadata();

    public AmazonEventBridgeClient(AWSCredentials credentials)
        : this(credentials, new AmazonEventBridgeConfig())
    {
    }

    public AmazonEventBridgeClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonEventBridgeConfig { RegionEndpoint = region })
    {
    }

    public AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => Metadata;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new AmazonEventBridgeEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AmazonEventBridgeAuthSchemeHandler());
    }

    public virtual Task<CreateEventBusResponse> CreateEventBusAsync(CreateEventBusRequest request, CancellationToken cancellationToken = default)
        => CallAsync<CreateEventBusResponse>("CreateEventBus", request, cancellationToken);

    public virtual Task<PutEventsResponse> PutEventsAsync(PutEventsRequest request, CancellationToken cancellationToken = default)
        => CallAsync<PutEventsResponse>("PutEvents", request, cancellationToken);

    public virtual Task<PutRuleResponse> PutRuleAsync(PutRuleRequest request, CancellationToken cancellationToken = default)
        => CallAsync<PutRuleResponse>("PutRule", request, cancellationToken);

    public virtual Task<PutTargetsResponse> PutTargetsAsync(PutTargetsRequest request, CancellationToken cancellationToken = default)
        => CallAsync<PutTargetsResponse>("PutTargets", request, cancellationToken);

    private Task<TResponse> CallAsync<TResponse>(string operation, AmazonEventBridgeRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new JsonRequestMarshaller(operation),
            ResponseUnmarshaller = JsonOperationUnmarshaller<TResponse>.Instance,
        };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }
}
