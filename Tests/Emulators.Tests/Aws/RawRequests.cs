using System.Globalization;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>Requests that no client library would make: well-formed signatures of no key, everything else by hand.</summary>
internal static class RawRequests
{
    public static HttpRequestMessage Signed(HttpMethod method, string url, string service, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var request = new HttpRequestMessage(method, new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = content };
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=AKID/{now:yyyyMMdd}/us-east-1/{service}/aws4_request, SignedHeaders=host;x-amz-date, Signature={new string('a', 64)}");
        request.Headers.TryAddWithoutValidation("x-amz-date", now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content!.Headers.TryAddWithoutValidation(name, value);
            }
        }
        return request;
    }

    public static HttpRequestMessage Sqs(string url, string operation, string body)
        => Signed(HttpMethod.Post, url, "sqs", new StringContent(body), ("X-Amz-Target", $"AmazonSQS.{operation}"));
}
