using System.Text;
using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.Signing;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.JsonProtocol;

/// <summary>What services of the AWS JSON protocol have in common: a POST with the operation in <c>X-Amz-Target: {prefix}.{operation}</c>.</summary>
internal abstract class JsonService(string name, string targetPrefix, string contentType, SignatureVerifier verifier, FaultInjection faults, ILogger logger) : IAwsService
{
    private readonly Dictionary<string, Func<JsonCall, ValueTask<Json>>> _operations = new(StringComparer.Ordinal);

    /// <summary>Names in the model, for error types: <c>com.amazonaws.events#</c>.</summary>
    protected virtual string ErrorNamespace => "";

    public bool Claims(AwsCall call)
        => call.Operation.StartsWith(targetPrefix, StringComparison.Ordinal) || call.Signature?.Service == name;

    public async Task HandleAsync(AwsCall call)
    {
        var body = await JsonExchange.ReadAsync(call) ?? throw new AwsException(413, "RequestEntityTooLargeException", "The request is too large.");
        verifier.VerifyBody(call, body);
        var operation = call.Operation.StartsWith(targetPrefix, StringComparison.Ordinal) ? call.Operation[targetPrefix.Length..] : $"{call.Request.Method} {call.Operation}";
        if (call.Request.Method != "POST" || !_operations.TryGetValue(operation, out var execute))
        {
            AwsLog.NotImplemented(logger, call.Id, name, operation);
            throw new AwsException(400, "UnknownOperationException", $"The operation {operation} is not known.");
        }
        await PoolThread.Switch();
        await faults.ApplyAsync(call, name, operation);
        var answer = await execute(new JsonCall(call.Region, Parse(body), call.Aborted, Invalid));
        await WriteAsync(call, answer.Text);
    }

    /// <summary>Calls an operation from within the process: it is not signed, and nothing goes over the wire.</summary>
    /// <exception cref="AwsException">The operation fails.</exception>
    public ValueTask<Json> InvokeAsync(string operation, string region, JsonObject request, CancellationToken cancellationToken)
        => _operations.TryGetValue(operation, out var execute)
            ? execute(new JsonCall(region, request, cancellationToken, Invalid))
            : throw new AwsException(400, "UnknownOperationException", $"The operation {operation} is not known.");

    public Task WriteErrorAsync(AwsCall call, AwsException error)
    {
        call.Response.StatusCode = error.Status;
        var body = new JsonObject { { "__type", error.Code.Contains('#', StringComparison.Ordinal) ? error.Code : ErrorNamespace + error.Code }, { "message", error.Message } };
        return WriteAsync(call, body.Text);
    }

    public AwsException ToError(SigningException failure) => failure.Failure switch
    {
        SigningFailure.Missing => new AwsException(403, "MissingAuthenticationTokenException", "Missing Authentication Token"),
        SigningFailure.Malformed or SigningFailure.Unsupported => new AwsException(400, "IncompleteSignatureException", failure.Message),
        SigningFailure.UnknownKey => new AwsException(403, "UnrecognizedClientException", "The security token included in the request is invalid."),
        SigningFailure.Skewed or SigningFailure.Expired => new AwsException(403, "InvalidSignatureException", $"Signature expired: {failure.Message}"),
        _ => new AwsException(403, "InvalidSignatureException", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."),
    };

    protected void Add(string operation, Func<JsonCall, ValueTask<Json>> execute) => _operations.Add(operation, execute);

    protected void Add(string operation, Func<JsonCall, Json> execute) => _operations.Add(operation, call => ValueTask.FromResult(execute(call)));

    private static AwsException Invalid(string message) => new(400, "ValidationException", message);

    private static JsonObject Parse(byte[] body)
    {
        if (body.Length == 0)
        {
            return [];
        }
        try
        {
            return Json.Parse(Encoding.UTF8.GetString(body)) as JsonObject ?? throw new AwsException(400, "SerializationException", "The request is no JSON object");
        }
        catch (JsonFormatException exception)
        {
            throw new AwsException(400, "SerializationException", exception.Message);
        }
    }

    private Task WriteAsync(AwsCall call, string json) => JsonExchange.WriteAsync(call, contentType, Encoding.UTF8.GetBytes(json)).AsTask();
}
