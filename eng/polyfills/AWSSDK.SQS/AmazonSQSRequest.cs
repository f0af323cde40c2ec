using Amazon.Runtime;

namespace Amazon.SQS;

/// <summary>Base of every request of this service.</summary>
public partial class AmazonSQSRequest : AmazonWebServiceRequest;
