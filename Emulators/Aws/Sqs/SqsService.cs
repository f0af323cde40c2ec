using System.Buffers;
using System.Text.Json;
using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.JsonProtocol;
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

    private readonly Dictionary<string, ISqsAction> _actions = new ISqsAction[]
    {
        new CreateQueue(), new GetQueueUrl(), new ListQueues(), new DeleteQueue(), new PurgeQueue(), new GetQueueAttributes(), new SetQueueAttributes(),
        new SendMessage(), new SendMessageBatch(), new ReceiveMessage(time, lifetime), new DeleteMessage(), new DeleteMessageBatch(),
        new ChangeMessageVisibility(), new ChangeMessageVisibilityBatch(), new TagQueue(), new UntagQueue(), new ListQueueTags(), new ListDeadLetterSourceQueues(),
        new AddPermission(), new RemovePermission(), new StartMessageMoveTask(moves), new CancelMessageMoveTask(moves), new ListMessageMoveTasks(moves),
    }.ToDictionary(static action => action.Name, StringComparer.Ordinal);

    public bool Claims(AwsCall call)
        => call.Operation.StartsWith(TargetPrefix, StringComparison.Ordinal) || call.Signature?.Service == "sqs";

    public async Task HandleAsync(AwsCall call)
    {
        var body = await JsonExchange.ReadAsync(call) ?? throw SqsErrors.TooLarge();
        verifier.VerifyBody(call, body);
        var operation = call.Operation.StartsWith(TargetPrefix, StringComparison.Ordinal) ? call.Operation[TargetPrefix.Length..] : $"{call.Request.Method} {call.Operation}";
        if (call.Request.Method != "POST" || !_actions.TryGetValue(operation, out var action))
        {
            AwsLog.NotImplemented(logger, call.Id, "sqs", operation);
            throw SqsErrors.UnknownOperation(operation);
        }
        await faults.ApplyAsync(call, "sqs", operation);
        await JsonExchange.WriteAsync(call, ContentType, await action.ExecuteAsync(new SqsCall(call, state), body));
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
        return JsonExchange.WriteAsync(call, ContentType, body.WrittenMemory).AsTask();
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
}
