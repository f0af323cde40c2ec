using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EventAi.Emulators.Aws;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>Signature Version 2 of S3: texts and signatures as the user guide's examples have them.</summary>
public sealed class SigningVersion2Tests : IAsyncLifetime
{
    private const string Access = "AKIAIOSFODNN7EXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private readonly HttpClient _http = new() { Timeout = AwsEndpointFixture.Deadline };
    private readonly ManualTime _time = new(new DateTimeOffset(2007, 3, 27, 19, 37, 0, TimeSpan.Zero));
    private AwsServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await AwsServer.StartAsync(new AwsOptions { Port = 0, Memory = true, AccessKey = Access, SecretKey = Secret }, _time);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Put, "", "PUT\n\n\n{date}\n/awsexamplebucket1/"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Put, "photos/puppy.jpg", "PUT\n\nimage/jpeg\n{date}\nx-amz-meta-by:one, two\n/awsexamplebucket1/photos/puppy.jpg", "content"));
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Header_OfTheGuidesExample_IsAuthentic()
    {
        using var get = Request(HttpMethod.Get, "photos/puppy.jpg");
        get.Headers.TryAddWithoutValidation("Date", "Tue, 27 Mar 2007 19:36:42 +0000");
        get.Headers.TryAddWithoutValidation("Authorization", $"AWS {Access}:qgk2+6Sv9/oM7G3qLEjTH1a1l1g=");
        using var answer = await _http.SendAsync(get);
        Assert.Equal("content", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Query_HoldsUntilItsTimeAndForWhatWasSigned()
    {
        var expires = _time.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        var path = Presigned("photos/puppy.jpg?response-content-type=text%2Fplain", $"GET\n\n\n{expires}\n/awsexamplebucket1/photos/puppy.jpg?response-content-type=text/plain", expires);
        using (var answer = await _http.SendAsync(Request(HttpMethod.Get, path)))
        {
            Assert.Equal(("content", "text/plain"), (await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.MediaType));
        }
        Assert.Equal("SignatureDoesNotMatch", await CodeAsync(path.Replace("plain", "html", StringComparison.Ordinal)));
        Assert.Equal("SignatureDoesNotMatch", await CodeAsync(path.Replace("puppy", "kitten", StringComparison.Ordinal)));
        Assert.Equal("InvalidAccessKeyId", await CodeAsync(path.Replace(Access, "OTHER", StringComparison.Ordinal)));
        Assert.Equal("AccessDenied", await CodeAsync(path.Replace("Expires=", "Expires=x", StringComparison.Ordinal)));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("AccessDenied", await CodeAsync(path));
    }

    [Fact]
    public async Task Header_OldOrWithoutDate_IsRefused()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, "?versioning", "GET\n\n\n{date}\n/awsexamplebucket1/?versioning"));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Get, "?versioning", "GET\n\n\n{date}\n/awsexamplebucket1/"));
        using var undated = Request(HttpMethod.Get, "?versioning");
        undated.Headers.TryAddWithoutValidation("Authorization", $"AWS {Access}:qgk2+6Sv9/oM7G3qLEjTH1a1l1g=");
        Assert.Equal(HttpStatusCode.Forbidden, (await _http.SendAsync(undated)).StatusCode);
        var before = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Get, "?versioning", "GET\n\n\n{date}\n/awsexamplebucket1/?versioning", at: before));
    }

    private static string Sign(string text) => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text)));

    private static string Presigned(string path, string text, long expires) => $"{path}&AWSAccessKeyId={Access}&Expires={expires}&Signature={Uri.EscapeDataString(Sign(text))}";

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(_server.Address, path));
        request.Headers.Host = $"awsexamplebucket1.s3.localhost:{_server.Address.Port}";
        return request;
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string text, string? content = null, DateTimeOffset? at = null)
    {
        var date = (at ?? _time.GetUtcNow()).ToString("r", CultureInfo.InvariantCulture);
        using var request = Request(method, path);
        request.Headers.TryAddWithoutValidation("Date", date);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS {Access}:{Sign(text.Replace("{date}", date, StringComparison.Ordinal))}");
        if (content is not null)
        {
            request.Content = new StringContent(content, new System.Net.Http.Headers.MediaTypeHeaderValue("image/jpeg"));
            request.Headers.TryAddWithoutValidation("X-Amz-Meta-By", ["one", "two"]);
        }
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<string> CodeAsync(string path)
    {
        using var answer = await _http.SendAsync(Request(HttpMethod.Get, path));
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        return System.Xml.Linq.XElement.Parse(await answer.Content.ReadAsStringAsync()).Element("Code")!.Value;
    }
}
