using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>Base of every request of this service.</summary>
public partial class AmazonEventBridgeRequest : AmazonWebServiceRequest;
