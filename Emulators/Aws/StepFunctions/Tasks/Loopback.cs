using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using EventAi.Emulators.Aws.Signing;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>Calls the other services of this endpoint as any client does, signed with its own key.</summary>
internal sealed class Loopback(AwsOptions options, TimeProvider time) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Set when the endpoint listens.</summary>
    public Uri? Address { get; set; }

    /// <param name="method">Method.</param>
    /// <param name="path">Encoded path and query.</param>
    /// <param name="service">Service in the credential scope.</param>
    /// <param name="region">Region.</param>
    /// <param name="headers">Further headers; they are not signed.</param>
    /// <param name="body">Body.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<(HttpResponseMessage Response, byte[] Body)> SendAsync(
        HttpMethod method, string path, string service, string region, IEnumerable<(string Name, string Value)> headers, byte[] body, CancellationToken cancellationToken)
    {
        var address = new Uri(Address ?? throw new InvalidOperationException("The endpoint does not listen yet"), path);
        using var request = new HttpRequestMessage(method, address) { Content = new ByteArrayContent(body) };
        var now = time.GetUtcNow();
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        request.Headers.Host = address.Authority;
        request.Headers.Add("x-amz-date", stamp);
        request.Headers.Add("x-amz-content-sha256", hash);
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }
        request.Headers.Authorization = Authorize(method, address, service, region, stamp, hash);
        var response = await _client.SendAsync(request, cancellationToken);
        return (response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    public void Dispose() => _client.Dispose();

    private AuthenticationHeaderValue Authorize(HttpMethod method, Uri address, string service, string region, string stamp, string hash)
    {
        var (key, secret) = string.IsNullOrEmpty(options.AccessKey) ? ("EVENTAI", "eventai") : (options.AccessKey, options.SecretKey!);
        string[] signed = ["host", "x-amz-content-sha256", "x-amz-date"];
        var path = service == "s3" ? address.AbsolutePath : AwsUriEncoding.Encode(address.AbsolutePath, keepSlash: true);
        var query = string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Contains('=') ? pair : pair + "=").Order(StringComparer.Ordinal));
        var canonical = $"{method.Method}\n{path}\n{query}\nhost:{address.Authority}\nx-amz-content-sha256:{hash}\nx-amz-date:{stamp}\n\n{string.Join(';', signed)}\n{hash}";
        var signature = new SignedRequest
        {
            Credential = new CredentialScope(key, stamp[..8], region, service, signed), Value = "", Timestamp = stamp, Time = time.GetUtcNow(),
        };
        var value = new SigningKey(secret, signature).Sign($"{SignedRequest.Algorithm}\n{stamp}\n{signature.Scope}\n{SigningKey.Hash(canonical)}");
        return new AuthenticationHeaderValue(SignedRequest.Algorithm, $"Credential={key}/{signature.Scope}, SignedHeaders={string.Join(';', signed)}, Signature={value}");
    }
}
