using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using EventAi.Emulators.Aws.Signing;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>What pages of browsers do: preflights, uploads from forms.</summary>
public sealed class S3BrowserTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>, IDisposable
{
    private readonly HttpClient _http = new() { Timeout = AwsEndpointFixture.Deadline };

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("https://app.example.com", "PUT", "x-amz-meta-a, Content-Type", HttpStatusCode.OK)]
    [InlineData("https://app.example.com", "DELETE", "", HttpStatusCode.Forbidden)]
    [InlineData("https://app.example.com", "PUT", "authorization", HttpStatusCode.Forbidden)]
    [InlineData("https://other.net", "PUT", "", HttpStatusCode.Forbidden)]
    [InlineData("https://other.net", "GET", "authorization", HttpStatusCode.OK)]
    [InlineData("https://other.net", "PATCH", "", HttpStatusCode.BadRequest)]
    public async Task Preflight_AnyQuestion_IsAnsweredByTheRules(string origin, string method, string headers, HttpStatusCode expected)
    {
        var bucket = await NewBucketAsync();
        using var question = new HttpRequestMessage(HttpMethod.Options, $"{aws.Url}{bucket}/key");
        question.Headers.Add("Origin", origin);
        question.Headers.Add("Access-Control-Request-Method", method);
        if (headers.Length > 0)
        {
            question.Headers.Add("Access-Control-Request-Headers", headers);
        }
        using var answer = await _http.SendAsync(question);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, answer.Headers.Contains("Access-Control-Allow-Origin"));
        if (expected == HttpStatusCode.OK)
        {
            Assert.Equal(method == "GET" ? "*" : origin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal(headers.ToLowerInvariant(), string.Join(", ", answer.Headers.GetValues("Access-Control-Allow-Headers")));
        }
    }

    [Fact]
    public async Task Get_WithAnOrigin_TellsTheBrowser()
    {
        var bucket = await NewBucketAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "1" });
        var url = await aws.S3.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = bucket, Key = "key", Expires = TimeProvider.System.GetUtcNow().AddMinutes(5).UtcDateTime, Protocol = Protocol.HTTP });
        using var question = new HttpRequestMessage(HttpMethod.Get, url);
        question.Headers.Add("Origin", "https://other.net");
        using var answer = await _http.SendAsync(question);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("ETag", answer.Headers.GetValues("Access-Control-Expose-Headers").Single());
    }

    [Fact]
    public async Task Refusal_WithAnOriginAndExpect_TellsTheBrowserAndEndsTheConnection()
    {
        var bucket = await NewBucketAsync();
        using var question = new HttpRequestMessage(HttpMethod.Put, $"{aws.Url}{bucket}/key") { Content = new StringContent("x") };
        question.Headers.ExpectContinue = true;
        question.Headers.Add("Origin", "https://app.example.com");
        using var answer = await _http.SendAsync(question);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("https://app.example.com", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.True(answer.Headers.ConnectionClose);
    }

    [Theory]
    [InlineData("""[["starts-with","$key","up/"],{"bucket":"BUCKET"},["starts-with","$Content-Type",""],["eq","$x-amz-meta-a","1"],["content-length-range",1,10]]""", "", HttpStatusCode.NoContent)]
    [InlineData("""[["starts-with","$key","up/"],{"bucket":"BUCKET"},["starts-with","$Content-Type",""],["eq","$x-amz-meta-a","1"],["starts-with","$success_action_status",""]]""", "201", HttpStatusCode.Created)]
    [InlineData("""[["starts-with","$key","other/"],{"bucket":"BUCKET"},["starts-with","$Content-Type",""],["eq","$x-amz-meta-a","1"]]""", "", HttpStatusCode.Forbidden)]
    [InlineData("""[["starts-with","$key","up/"],{"bucket":"BUCKET"},["starts-with","$Content-Type",""]]""", "", HttpStatusCode.Forbidden)]
    [InlineData("""[["starts-with","$key","up/"],{"bucket":"BUCKET"},["starts-with","$Content-Type",""],["eq","$x-amz-meta-a","1"],["content-length-range",1,4]]""", "", HttpStatusCode.BadRequest)]
    [InlineData("""{"key":"no list"}""", "", HttpStatusCode.BadRequest)]
    public async Task Form_Uploaded_IsStoredIfThePolicyLetsIt(string conditions, string status, HttpStatusCode expected)
    {
        var bucket = await aws.NewBucketAsync();
        using var answer = await PostAsync(bucket, conditions.Replace("BUCKET", bucket, StringComparison.Ordinal), status);
        Assert.Equal(expected, answer.StatusCode);
        if (expected is HttpStatusCode.NoContent or HttpStatusCode.Created)
        {
            using var stored = await aws.S3.GetObjectAsync(bucket, "up/photo.txt");
            Assert.Equal(("hello", "1", "text/x-own"), (await new StreamReader(stored.ResponseStream).ReadToEndAsync(), stored.Metadata["a"], stored.Headers.ContentType));
        }
        else
        {
            Assert.Empty((await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })).S3Objects ?? []);
        }
    }

    [Fact]
    public async Task Form_WithoutPolicyOrExpired_IsDenied()
    {
        var bucket = await aws.NewBucketAsync();
        using var form = new MultipartFormDataContent { { new StringContent("k"), "key" }, { new StringContent("x"), "file", "x" } };
        using var open = await _http.PostAsync(new Uri($"{aws.Url}{bucket}"), form);
        Assert.Equal(HttpStatusCode.Forbidden, open.StatusCode);
        using var late = await PostAsync(bucket, """[["starts-with","$key",""],["starts-with","$bucket",""],["starts-with","$x-amz-meta-a",""],["starts-with","$Content-Type",""]]""", "", expiration: "2001-01-01T00:00:00Z");
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Contains("Policy expired", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CustomerKey_OnlyItsOwnerReadsTheObject()
    {
        var bucket = await aws.NewBucketAsync();
        var (key, other) = (Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()), Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray()));
        // Over HTTP the SDK does not send keys: the requests are our own.
        async Task<HttpStatusCode> SendAsync(string method, string? customerKey)
        {
            using var request = RawRequests.Signed(
                new HttpMethod(method), $"{aws.Url}{bucket}/key", "s3", method == "PUT" ? new ByteArrayContent([1]) : null,
                [("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), .. customerKey is null ? [] : CustomerKey(customerKey)]);
            using var answer = await _http.SendAsync(request);
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await SendAsync("PUT", key));
        Assert.Equal(HttpStatusCode.OK, await SendAsync("GET", key));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync("GET", other));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("GET", null));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("HEAD", null));
        Assert.Equal(HttpStatusCode.OK, await SendAsync("PUT", null));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("GET", key));
    }

    private static (string, string)[] CustomerKey(string key)
    {
        const string Prefix = "x-amz-server-side-encryption-customer-";
#pragma warning disable CA5351 // The protocol's choice.
        return [(Prefix + "algorithm", "AES256"), (Prefix + "key", key), (Prefix + "key-MD5", Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(Convert.FromBase64String(key))))];
#pragma warning restore CA5351
    }

    private async Task<HttpResponseMessage> PostAsync(string bucket, string conditions, string status, string expiration = "2099-01-01T00:00:00Z")
    {
        var policy = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"expiration":"{{expiration}}","conditions":{{conditions}}}"""));
        var scope = CredentialScope.Parse("test/20260101/us-east-1/s3/aws4_request", "host").Scope!;
        var signature = new SigningKey("test", new SignedRequest { Credential = scope, Value = "", Timestamp = "", Time = default }).Sign(policy);
        using var form = new MultipartFormDataContent();
        void Add(string name, string value) => form.Add(new StringContent(value), name);
        Add("key", "up/${filename}");
        Add("x-amz-meta-a", "1");
        Add("Content-Type", "text/x-own");
        Add("policy", policy);
        Add("x-amz-algorithm", "AWS4-HMAC-SHA256");
        Add("x-amz-credential", "test/20260101/us-east-1/s3/aws4_request");
        Add("x-amz-date", "20260101T000000Z");
        Add("x-amz-signature", signature);
        if (status.Length > 0)
        {
            Add("success_action_status", status);
        }
        form.Add(new StringContent("hello"), "file", "photo.txt");
        return await _http.PostAsync(new Uri($"{aws.Url}{bucket}"), form);
    }

    private async Task<string> NewBucketAsync()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.S3.PutCORSConfigurationAsync(new PutCORSConfigurationRequest
        {
            BucketName = bucket,
            Configuration = new CORSConfiguration
            {
                Rules =
                [
                    new CORSRule { AllowedOrigins = ["https://*.example.com"], AllowedMethods = ["PUT", "POST"], AllowedHeaders = ["x-amz-*", "content-type"], MaxAgeSeconds = 60 },
                    new CORSRule { AllowedOrigins = ["*"], AllowedMethods = ["GET"], AllowedHeaders = ["*"], ExposeHeaders = ["ETag"] },
                ],
            },
        });
        return bucket;
    }
}
