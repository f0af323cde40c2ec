using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace EventAi.Bench.Aws.Requests;

/// <summary>
/// Whole requests as bytes, with Signature Version 4 as the SDKs sign them over HTTP (payload hashed). The key pair is the one
/// that s3rver knows; the others take any.
/// </summary>
internal sealed class SignedRequests
{
    private const string AccessKey = "S3RVER";
    private const string Region = "us-east-1";
    private const int LongestText = 2048;
    private readonly string _service;
    private readonly string _host;
    private readonly string _time;
    private readonly string _scope;
    private readonly byte[] _key;

    /// <param name="service"><c>s3</c> or <c>sqs</c>.</param>
    /// <param name="port">On loopback.</param>
    /// <param name="now">Time of the signatures; servers take 15 minutes of difference.</param>
    public SignedRequests(string service, int port, DateTimeOffset now)
    {
        (_service, _host) = (service, $"127.0.0.1:{port}");
        _time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        _scope = $"{_time[..8]}/{Region}/{service}/aws4_request";
        _key = "AWS4S3RVER"u8.ToArray();
        foreach (var part in _scope.Split('/'))
        {
            _key = HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(part));
        }
    }

    /// <summary>A request of S3's REST protocol.</summary>
    public byte[] Object(string method, string path, ReadOnlySpan<byte> body)
    {
        var hash = Hash(body);
        return Sign(method, path, body, hash, $"x-amz-content-sha256:{hash}\nx-amz-date:{_time}\n", "host;x-amz-content-sha256;x-amz-date", "application/octet-stream");
    }

    /// <summary>A call in AWS JSON 1.0.</summary>
    public byte[] Call(string target, string json)
    {
        Span<byte> body = stackalloc byte[LongestText];
        body = body[..Encoding.UTF8.GetBytes(json, body)];
        return Sign("POST", "/", body, Hash(body), $"x-amz-date:{_time}\nx-amz-target:{target}\n", "host;x-amz-date;x-amz-target", "application/x-amz-json-1.0");
    }

    /// <summary>In bytes on the stack: one call of three is signed while it is measured.</summary>
    private byte[] Sign(string method, string path, ReadOnlySpan<byte> body, string hash, string headers, string names, string contentType)
    {
        Span<byte> text = stackalloc byte[LongestText];
        Utf8.TryWrite(text, $"{method}\n{path}\n\nhost:{_host}\n{headers}\n{names}\n{hash}", out var length);
        var canonical = Hash(text[..length]);
        Utf8.TryWrite(text, $"AWS4-HMAC-SHA256\n{_time}\n{_scope}\n{canonical}", out length);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, text[..length], signature);
        var content = method == "GET" ? "" : $"Content-Length: {body.Length}\r\nContent-Type: {contentType}\r\n";
        Utf8.TryWrite(
            text,
            $"{method} {path} HTTP/1.1\r\nHost: {_host}\r\n{headers.Replace("\n", "\r\n", StringComparison.Ordinal)}{content}Authorization: AWS4-HMAC-SHA256 Credential={AccessKey}/{_scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(signature)}\r\n\r\n",
            out length);
        return [.. text[..length], .. body];
    }

    private static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }
}
