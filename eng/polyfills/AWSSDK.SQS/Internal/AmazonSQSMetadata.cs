using Amazon.Runtime.Internal;

namespace Amazon.SQS.Internal;

internal sealed class AmazonSQSMetadata : IServiceMetadata
{
    public string ServiceId => "SQS";

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(0, StringComparer.Ordinal);
}
