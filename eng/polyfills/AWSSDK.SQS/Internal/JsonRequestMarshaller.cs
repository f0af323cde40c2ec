using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.SQS.Internal;

/// <summary>One operation's request as AWS JSON 1.0: a POST to the root, the operation in <c>X-Amz-Target</c>.</summary>
internal sealed class JsonRequestMarshaller(string operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.SQS")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes(input, input.GetType(), SqsJson.Options),
        };
        request.Headers["X-Amz-Target"] = $"AmazonSQS.{operation}";
        request.Headers["Content-Type"] = "application/x-amz-json-1.0";
        request.Headers["x-amzn-query-mode"] = "true";
        return request;
    }
}
