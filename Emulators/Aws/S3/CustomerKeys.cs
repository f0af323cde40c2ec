using System.Security.Cryptography;

namespace EventAi.Emulators.Aws.S3;

/// <summary>
/// Encryption with the customer's key (SSE-C): an object that was stored with a key is given to who shows the same key again. Of the key only its MD5 is kept, and the content
/// lies on the disk as it came: it is the machine of a developer. Unlike S3's, this endpoint takes keys over HTTP.
/// </summary>
internal static class CustomerKeys
{
    private const string Prefix = "x-amz-server-side-encryption-customer-";
    private const string SourcePrefix = "x-amz-copy-source-server-side-encryption-customer-";
    private const int KeyBytes = 32;

    /// <summary>The MD5 (base64) of the key in the request's headers; null without.</summary>
    /// <exception cref="AwsException">InvalidArgument.</exception>
    public static string? Read(S3Call call) => Read(call, Prefix);

    /// <summary>The request must have the key that the object was stored with.</summary>
    /// <exception cref="AwsException">InvalidRequest, AccessDenied.</exception>
    public static void Require(S3Call call, string? keptMd5, bool ofSource = false)
    {
        var given = Read(call, ofSource ? SourcePrefix : Prefix);
        if (given == keptMd5)
        {
            return;
        }
        throw given is null ? S3Errors.InvalidRequest("The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.")
            : keptMd5 is null ? S3Errors.InvalidRequest("The encryption parameters are not applicable to this object.")
            : WrongKey();
    }

    /// <summary>A part must come with the key that its upload began with.</summary>
    /// <exception cref="AwsException">InvalidRequest.</exception>
    public static void RequireOfPart(S3Call call, string? keptMd5)
    {
        var given = Read(call, Prefix);
        if (given != keptMd5)
        {
            throw S3Errors.InvalidRequest(given is null || keptMd5 is null ? "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters."
                : "The provided encryption parameters did not match the ones used originally.");
        }
    }

    public static void Write(HttpResponse response, string? md5)
    {
        if (md5 is not null)
        {
            response.Headers[Prefix + "algorithm"] = "AES256";
            response.Headers[Prefix + "key-MD5"] = md5;
            response.Headers.Remove("x-amz-server-side-encryption");
        }
    }

    private static string? Read(S3Call call, string prefix)
    {
        var (algorithm, key, md5) = (call.Header(prefix + "algorithm"), call.Header(prefix + "key"), call.Header(prefix + "key-MD5"));
        if (algorithm is null && key is null && md5 is null)
        {
            return null;
        }
        if (algorithm is null)
        {
            throw Wrong("Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.");
        }
        if (algorithm != "AES256")
        {
            throw new AwsException(400, "InvalidEncryptionAlgorithmError", "The Encryption request you specified is not valid. Supported value: AES256.") { Details = [("ArgumentName", "x-amz-server-side-encryption"), ("ArgumentValue", algorithm)] };
        }
        if (key is null)
        {
            throw Wrong("Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.");
        }
        var bytes = new byte[KeyBytes + 3];
        if (!Convert.TryFromBase64String(key, bytes, out var length) || length != KeyBytes)
        {
            throw Wrong("The secret key was invalid for the specified algorithm.");
        }
        if (md5 is null)
        {
            throw Wrong("Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.");
        }
#pragma warning disable CA5351 // The protocol's choice.
        var calculated = Convert.ToBase64String(MD5.HashData(bytes.AsSpan(0, KeyBytes)));
#pragma warning restore CA5351
        return calculated == md5 ? md5 : throw Wrong("The calculated MD5 hash of the key did not match the hash that was provided.");
    }

    private static AwsException WrongKey()
        => new(403, "AccessDenied", "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.");

    private static AwsException Wrong(string message) => new(400, "InvalidArgument", message) { Details = [("ArgumentName", "x-amz-server-side-encryption")] };
}
