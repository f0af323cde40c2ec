using System.Security.Cryptography;
using System.Text;
using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.Signing;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.JsonProtocol;

/// <summary>What services of the AWS JSON protocol have in common: a POST with the operation in <c>X-Amz-Target: {prefix}.{operation}</c>.</summary>
internal abstract class JsonService(string name, string targetPrefix, string contentType, SignatureVerifier verifier, FaultInjection faults, ILogger logger) : IAwsService
{
    // 1 MiB of definition with every character escaped.
    private const int LargestRequest = 8 * 1024 * 1024;

    private readonly Dictionary<string, Func<JsonCall, ValueTask<Json>>> _operations = new(StringComparer.Ordinal);

    /// <summary>Names in the model, for error types: <c>com.amazonaws.events#</c>.</summary>
    protected virtual string ErrorNamespace => "";

    public bool Claims(AwsCall call)
        => call.Request.Headers["X-Amz-Target"].ToString().StartsWith(targetPrefix, StringComparison.Ordinal) || call.Signature?.Service == name;

    public async Task HandleAsync(AwsCall call)
    {
        var body = await ReadAsync(call);
        verifier.Verify(call, Convert.ToHexStringLower(SHA256.HashData(body)));
        var target = call.Request.Headers["X-Amz-Target"].ToString();
        var operation = target.StartsWith(targetPrefix, StringComparison.Ordinal) ? target[targetPrefix.Length..] : $"{call.Request.Method} {target}";
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

    private static async Task<byte[]> ReadAsync(AwsCall call)
    {
        if (call.Request.ContentLength > LargestRequest)
        {
            throw new AwsException(413, "RequestEntityTooLargeException", "The request is too large.");
        }
        using var body = new MemoryStream((int)(call.Request.ContentLength ?? 1024));
        var buffer = new byte[8192];
        while (await call.Request.Body.ReadAsync(buffer, call.Aborted) is var count && count > 0)
        {
            body.Write(buffer, 0, count);
            if (body.Length > LargestRequest)
            {
                throw new AwsException(413, "RequestEntityTooLargeException", "The request is too large.");
            }
        }
        return body.ToArray();
    }

    private Task WriteAsync(AwsCall call, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        call.Response.Headers["x-amzn-RequestId"] = call.Id;
        call.Response.ContentType = contentType;
        call.Response.ContentLength = bytes.Length;
        return call.Response.Body.WriteAsync(bytes, call.Aborted).AsTask();
    }
}
