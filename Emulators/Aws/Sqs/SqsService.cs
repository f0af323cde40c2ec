using System.Buffers;
using System.Text.Json;
using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.Signing;
using EventAi.Emulators.Aws.Sqs.Actions;
using EventAi.Emulators.Aws.Sqs.Query;
using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Amazon SQS in AWS JSON 1.0, a POST with the operation in <c>X-Amz-Target: AmazonSQS.{operation}</c>, and in the query protocol.</summary>
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
        if (QueryRequest.Is(call))
        {
            var (operation, input) = QueryRequest.Read(call, body);
            var action = Find(call, operation);
            var answer = await ExecuteAsync(call, action, input);
            await QueryAnswer.WriteAsync(call, operation, action.HasOutput ? answer : null);
        }
        else
        {
            var operation = call.Operation.StartsWith(TargetPrefix, StringComparison.Ordinal) ? call.Operation[TargetPrefix.Length..] : "";
            var action = Find(call, call.Request.Method == "POST" ? operation : "");
            await JsonExchange.WriteAsync(call, ContentType, await ExecuteAsync(call, action, body));
        }
    }

    public Task WriteErrorAsync(AwsCall call, AwsException error)
    {
        call.Response.StatusCode = error.Status;
        if (QueryRequest.Is(call))
        {
            return QueryAnswer.WriteErrorAsync(call, error);
        }
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

    private ISqsAction Find(AwsCall call, string operation)
    {
        if (_actions.TryGetValue(operation, out var action))
        {
            return action;
        }
        operation = operation.Length > 0 ? operation : $"{call.Request.Method} {call.Operation}";
        AwsLog.NotImplemented(logger, call.Id, "sqs", operation);
        throw SqsErrors.UnknownOperation(operation);
    }

    private async ValueTask<byte[]> ExecuteAsync(AwsCall call, ISqsAction action, byte[] input)
    {
        await faults.ApplyAsync(call, "sqs", action.Name);
        return await action.ExecuteAsync(new SqsCall(call, state), input);
    }
}
