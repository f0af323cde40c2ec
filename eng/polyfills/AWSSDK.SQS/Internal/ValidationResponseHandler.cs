using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>
/// Compares the MD5 digests that the service answers with what was sent or received. The digest of attributes runs over
/// their sorted names: length and name, length and type, one byte (1 text, 2 binary), length and value, lengths big-endian
/// (SQS developer guide, "Calculating the MD5 message digest for message attributes").
/// </summary>
internal sealed class ValidationResponseHandler : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var response = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        Validate(executionContext.RequestContext.OriginalRequest, response);
        return response;
    }

    private static void Validate(AmazonWebServiceRequest request, object response)
    {
        switch (request, response)
        {
            case (SendMessageRequest sent, SendMessageResponse answer):
                Check(sent.MessageBody, answer.MD5OfMessageBody, sent.MessageAttributes, answer.MD5OfMessageAttributes, answer.MessageId);
                break;
            case (SendMessageBatchRequest batch, SendMessageBatchResponse answers):
                foreach (var answer in answers.Successful ?? [])
                {
                    var sent = batch.Entries.First(entry => entry.Id == answer.Id);
                    Check(sent.MessageBody, answer.MD5OfMessageBody, sent.MessageAttributes, answer.MD5OfMessageAttributes, answer.MessageId);
                }
                break;
            case (_, ReceiveMessageResponse received):
                foreach (var message in received.Messages ?? [])
                {
                    Check(message.Body, message.MD5OfBody, message.MessageAttributes, message.MD5OfMessageAttributes, message.MessageId);
                }
                break;
        }
    }

    private static void Check(string body, string bodyDigest, Dictionary<string, MessageAttributeValue> attributes, string attributesDigest, string messageId)
    {
        if (!string.IsNullOrEmpty(bodyDigest) && !Same(Encoding.UTF8.GetBytes(body ?? ""), bodyDigest))
        {
            throw new AmazonSQSException($"MD5 hash mismatch for message id {messageId}");
        }
        if (!string.IsNullOrEmpty(attributesDigest) && attributes is { Count: > 0 } && !Same(Canonical(attributes), attributesDigest))
        {
            throw new AmazonSQSException($"Attribute MD5 hash mismatch for message id {messageId}");
        }
    }

#pragma warning disable CA5351 // MD5 is what the protocol says.
    private static bool Same(byte[] content, string digest) => string.Equals(Convert.ToHexString(MD5.HashData(content)), digest, StringComparison.OrdinalIgnoreCase);
#pragma warning restore CA5351

    private static byte[] Canonical(Dictionary<string, MessageAttributeValue> attributes)
    {
        using var bytes = new MemoryStream();
        foreach (var (name, value) in attributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal))
        {
            Write(bytes, Encoding.UTF8.GetBytes(name));
            Write(bytes, Encoding.UTF8.GetBytes(value.DataType));
            bytes.WriteByte(value.StringValue is null ? (byte)2 : (byte)1);
            Write(bytes, value.StringValue is null ? value.BinaryValue.ToArray() : Encoding.UTF8.GetBytes(value.StringValue));
        }
        return bytes.ToArray();
    }

    private static void Write(MemoryStream bytes, byte[] value)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        bytes.Write(length);
        bytes.Write(value);
    }
}
