using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EventAi.Bench.Aws.Requests;

/// <summary>
/// Whole requests as bytes, with Signature Version 4 as the SDKs sign them over HTTP (payload hashed). The key pair is the one
/// that s3rver knows; the others take any.
/// </summary>
internal sealed class SignedRequests
{
    private const string AccessKey = "S3RVER";
    private const string Region = "us-east-1";
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
        return Sign(method, path, body, hash, [("x-amz-content-sha256", hash), ("x-amz-date", _time)], "application/octet-stream");
    }

    /// <summary>A call in AWS JSON 1.0.</summary>
    public byte[] Call(string target, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return Sign("POST", "/", body, Hash(body), [("x-amz-date", _time), ("x-amz-target", target)], "application/x-amz-json-1.0");
    }

    private byte[] Sign(string method, string path, ReadOnlySpan<byte> body, string hash, (string Name, string Value)[] headers, string contentType)
    {
        var names = "host;" + string.Join(';', headers.Select(static header => header.Name));
        var text = string.Concat(headers.Select(static header => $"{header.Name}:{header.Value}\n"));
        var canonical = $"{method}\n{path}\n\nhost:{_host}\n{text}\n{names}\n{hash}";
        var toSign = $"AWS4-HMAC-SHA256\n{_time}\n{_scope}\n{Hash(Encoding.ASCII.GetBytes(canonical))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(toSign)));
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {_host}\r\n").Append(text.Replace("\n", "\r\n", StringComparison.Ordinal));
        if (method != "GET")
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\nContent-Type: {contentType}\r\n");
        }
        head.Append($"Authorization: AWS4-HMAC-SHA256 Credential={AccessKey}/{_scope}, SignedHeaders={names}, Signature={signature}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
