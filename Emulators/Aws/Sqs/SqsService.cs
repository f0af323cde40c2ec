using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.Signing;
using EventAi.Emulators.Aws.Sqs.Actions;
using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Amazon SQS in AWS JSON 1.0: a POST with the operation in <c>X-Amz-Target: AmazonSQS.{operation}</c>.</summary>
internal sealed class SqsService(SqsState state, MoveTasks moves, SignatureVerifier verifier, FaultInjection faults, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SqsService> logger)
    : IAwsService
{
    private const string TargetPrefix = "AmazonSQS.";
    private const string ContentType = "application/x-amz-json-1.0";

    // A batch of the largest size with every character escaped.
    private const int LargestRequest = 8 * 1024 * 1024;

    private readonly Dictionary<string, ISqsAction> _actions = new ISqsAction[]
    {
        new CreateQueue(), new GetQueueUrl(), new ListQueues(), new DeleteQueue(), new PurgeQueue(), new GetQueueAttributes(), new SetQueueAttributes(),
        new SendMessage(), new SendMessageBatch(), new ReceiveMessage(time, lifetime), new DeleteMessage(), new DeleteMessageBatch(),
        new ChangeMessageVisibility(), new ChangeMessageVisibilityBatch(), new TagQueue(), new UntagQueue(), new ListQueueTags(), new ListDeadLetterSourceQueues(),
        new AddPermission(), new RemovePermission(), new StartMessageMoveTask(moves), new CancelMessageMoveTask(moves), new ListMessageMoveTasks(moves),
    }.ToDictionary(static action => action.Name, StringComparer.Ordinal);

    public bool Claims(AwsCall call)
        => call.Request.Headers["X-Amz-Target"].ToString().StartsWith(TargetPrefix, StringComparison.Ordinal) || call.Signature?.Service == "sqs";

    public async Task HandleAsync(AwsCall call)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        await ReadAsync(call, body);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body.WrittenSpan));
        verifier.Verify(call, hash);
        var target = call.Request.Headers["X-Amz-Target"].ToString();
        var operation = target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : $"{call.Request.Method} {target}";
        if (call.Request.Method != "POST" || !_actions.TryGetValue(operation, out var action))
        {
            AwsLog.NotImplemented(logger, call.Id, "sqs", operation);
            throw SqsErrors.UnknownOperation(operation);
        }
        await faults.ApplyAsync(call, "sqs", operation);
        var answer = new ArrayBufferWriter<byte>(512);
        await action.ExecuteAsync(new SqsCall(call, state), body.WrittenMemory, answer);
        await WriteAsync(call, answer.WrittenMemory);
    }

    public Task WriteErrorAsync(AwsCall call, AwsException error)
    {
        call.Response.StatusCode = error.Status;
        call.Response.Headers["x-amzn-query-error"] = $"{error.QueryCode ?? error.Code};{(error.Status < 500 ? "Sender" : "Receiver")}";
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("__type", error.Code);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }
        return WriteAsync(call, body.WrittenMemory);
    }

    public AwsException ToError(SigningException failure)
    {
        const string Namespace = "com.amazon.coral.service#";
        return failure.Failure switch
        {
            SigningFailure.Missing => new AwsException(403, Namespace + "MissingAuthenticationTokenException", "Request is missing Authentication Token") { QueryCode = "MissingAuthenticationToken" },
            SigningFailure.Malformed or SigningFailure.Unsupported => new AwsException(400, Namespace + "IncompleteSignatureException", failure.Message) { QueryCode = "IncompleteSignature" },
            SigningFailure.UnknownKey => new AwsException(403, Namespace + "UnrecognizedClientException", "The security token included in the request is invalid.") { QueryCode = "InvalidClientTokenId" },
            SigningFailure.Skewed or SigningFailure.Expired => new AwsException(403, Namespace + "InvalidSignatureException", $"Signature expired: {failure.Message}") { QueryCode = "SignatureDoesNotMatch" },
            _ => new AwsException(
                403, Namespace + "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
                + $"\n\nThe Canonical String for this request should have been\n'{failure.CanonicalRequest}'\n\nThe String-to-Sign should have been\n'{failure.StringToSign}'\n") { QueryCode = "SignatureDoesNotMatch" },
        };
    }

    private static async Task ReadAsync(AwsCall call, ArrayBufferWriter<byte> body)
    {
        if (call.Request.ContentLength > LargestRequest)
        {
            throw SqsErrors.TooLarge();
        }
        while (await call.Request.Body.ReadAsync(body.GetMemory(4096), call.Aborted) is var count && count > 0)
        {
            body.Advance(count);
            if (body.WrittenCount > LargestRequest)
            {
                throw SqsErrors.TooLarge();
            }
        }
    }

    private static Task WriteAsync(AwsCall call, ReadOnlyMemory<byte> json)
    {
        call.Response.Headers["x-amzn-RequestId"] = call.Id;
        call.Response.ContentType = ContentType;
        call.Response.ContentLength = json.Length;
        return call.Response.Body.WriteAsync(json, call.Aborted).AsTask();
    }
}
