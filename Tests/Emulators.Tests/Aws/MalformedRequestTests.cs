using System.Net;
using System.Text;
using Amazon.S3.Model;
using EventAi.Emulators.Aws;

namespace EventAi.Emulators.Tests.Aws;

public sealed class MalformedRequestTests : IAsyncLifetime
{
    private const string Trailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private readonly HttpClient _http = new() { Timeout = AwsEndpointFixture.Deadline };
    private AwsServer _server = null!;
    private string _url = "";

    public async Task InitializeAsync()
    {
        _server = await AwsServer.StartAsync(new AwsOptions { Port = 0, Memory = true });
        _url = _server.Address.AbsoluteUri;
        using var s3 = AwsEndpointFixture.NewS3(_url);
        await s3.PutBucketAsync("raw");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Anonymous_S3AndSqs_AreRefusedInTheirFormats()
    {
        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), await CodeAsync(new HttpRequestMessage(HttpMethod.Get, _url + "raw/key")));
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new StringContent("{}") };
        request.Headers.Add("X-Amz-Target", "AmazonSQS.ListQueues");
        using var answer = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("MissingAuthenticationToken;Sender", Assert.Single(answer.Headers.GetValues("x-amzn-query-error")));
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 nonsense", "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20200101/r/s3/aws4_request, SignedHeaders=host, Signature=zz", "AuthorizationHeaderMalformed")]
    [InlineData("AWS key", "InvalidArgument")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=a", "InvalidRequest")]
    public async Task Authorization_Malformed_IsRefused(string authorization, string code)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, _url + "raw");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        Assert.Equal((HttpStatusCode.BadRequest, code), await CodeAsync(request));
    }

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "")]
    [InlineData("2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nx-amz-checksum-crc32: NhCmhg==\r\n\r\n", "")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "BadDigest")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:short\r\n\r\n", "InvalidRequest")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nno colon\r\n\r\n", "MalformedTrailerError")]
    [InlineData("zz\r\nhello\r\n0\r\n\r\n", "InvalidRequest")]
    [InlineData("5\r\nhelloX\r\n0\r\n\r\n", "InvalidRequest")]
    [InlineData("9\r\nhello\r\n", "IncompleteBody")]
    [InlineData("4\r\nhell\r\n0\r\nx-amz-checksum-crc32:5Dl1Eg==\r\n\r\n", "IncompleteBody|BadDigest")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\nmore", "InvalidRequest")]
    [InlineData("", "IncompleteBody")]
    [InlineData("-5\r\nhello", "InvalidRequest")]
    public async Task AwsChunked_WholeOrNot_IsTakenOrRefused(string body, string codes)
    {
        using var s3 = AwsEndpointFixture.NewS3(_url);
        var request = RawRequests.Signed(
            HttpMethod.Put, _url + "raw/chunked", "s3", new ByteArrayContent(Encoding.ASCII.GetBytes(body)),
            ("x-amz-content-sha256", Trailer), ("x-amz-decoded-content-length", "5"), ("x-amz-trailer", "x-amz-checksum-crc32"));
        var (status, code) = await CodeAsync(request);
        if (codes.Length == 0)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            using var reader = new StreamReader((await s3.GetObjectAsync("raw", "chunked")).ResponseStream);
            Assert.Equal("hello", await reader.ReadToEndAsync());
        }
        else
        {
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(code, codes.Split('|'));
            Assert.Null((await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "raw" })).S3Objects);
        }
    }

    [Fact]
    public async Task PutObject_TooLargeOrWrongHash_IsRefused()
    {
        Assert.Equal((HttpStatusCode.BadRequest, "EntityTooLarge"), await CodeAsync(RawRequests.Signed(
            HttpMethod.Put, _url + "raw/k", "s3", new ByteArrayContent([]), ("x-amz-content-sha256", Trailer), ("x-amz-decoded-content-length", $"{(5L << 30) + 1}"))));
        Assert.Equal((HttpStatusCode.BadRequest, "XAmzContentSHA256Mismatch"), await CodeAsync(RawRequests.Signed(
            HttpMethod.Put, _url + "raw/k", "s3", new StringContent("hello"), ("x-amz-content-sha256", new string('0', 64)))));
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidRequest"), await CodeAsync(RawRequests.Signed(
            HttpMethod.Put, _url + "raw/k", "s3", new StringContent("hello"), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), ("x-amz-object-lock-mode", "GOVERNANCE"))));
        Assert.Equal((HttpStatusCode.BadRequest, "MetadataTooLarge"), await CodeAsync(RawRequests.Signed(
            HttpMethod.Put, _url + "raw/k", "s3", new StringContent("hello"), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), ("x-amz-meta-a", new string('x', 2048)))));
        Assert.Equal((HttpStatusCode.BadRequest, "KeyTooLongError"), await CodeAsync(RawRequests.Signed(
            HttpMethod.Put, _url + "raw/" + new string('k', 1025), "s3", new StringContent("x"), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<not closed")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><NotificationConfiguration>&e;</NotificationConfiguration>")]
    [InlineData("<Other/>")]
    [InlineData("<NotificationConfiguration><Nonsense/></NotificationConfiguration>")]
    public async Task Xml_Malformed_IsMalformedXml(string body)
        => Assert.Equal((HttpStatusCode.BadRequest, "MalformedXML"), await CodeAsync(RawRequests.Signed(
            HttpMethod.Put, _url + "raw?notification", "s3", new StringContent(body), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))));

    [Theory]
    [InlineData("{", "MalformedInput")]
    [InlineData("[]", "MalformedInput")]
    [InlineData("null", "MalformedInput")]
    [InlineData("{\"QueueUrl\":5}", "MalformedInput")]
    [InlineData("{\"QueueUrl\":\"x\",\"DelaySeconds\":\"5\"}", "MalformedInput")]
    [InlineData("{}", "MissingParameter")]
    [InlineData("{\"QueueUrl\":\"http://localhost/000000000000/none\"}", "AWS.SimpleQueueService.NonExistentQueue")]
    [InlineData("{\"QueueUrl\":\"%%%\"}", "AWS.SimpleQueueService.NonExistentQueue")]
    public async Task Json_Malformed_IsTheProtocolsError(string body, string code)
    {
        using var answer = await _http.SendAsync(RawRequests.Sqs(_url, "SendMessage", body));
        Assert.Equal((HttpStatusCode.BadRequest, $"{code};Sender"), (answer.StatusCode, Assert.Single(answer.Headers.GetValues("x-amzn-query-error"))));
    }

    [Fact]
    public async Task Operation_Unknown_IsRefused()
    {
        using var answer = await _http.SendAsync(RawRequests.Sqs(_url, "Nonsense", "{}"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("UnknownOperationException", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotImplemented, "NotImplemented"), await CodeAsync(RawRequests.Signed(HttpMethod.Get, _url + "raw?session", "s3", null, ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "MethodNotAllowed"), await CodeAsync(RawRequests.Signed(HttpMethod.Patch, _url + "raw", "s3", null, ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))));
    }

    [Theory]
    [InlineData("health")]
    [InlineData("alive")]
    [InlineData("_eventai/health")]
    [InlineData("_eventai/alive")]
    public async Task Health_Unsigned_IsAnswered(string path) => Assert.Equal("Healthy", await _http.GetStringAsync(new Uri(_url + path)));

    [Fact]
    public async Task Health_Signed_IsABucket()
        => Assert.Equal((HttpStatusCode.NotFound, "NoSuchBucket"), await CodeAsync(RawRequests.Signed(HttpMethod.Get, _url + "health?list-type=2", "s3", null, ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))));

    [Fact]
    public async Task VirtualHost_BucketInTheHostName_IsTheSameBucket()
    {
        var request = RawRequests.Signed(HttpMethod.Put, _url + "dir/key", "s3", new StringContent("x"), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
        request.Headers.Host = "raw.s3.us-east-1.amazonaws.com";
        Assert.Equal(HttpStatusCode.OK, (await CodeAsync(request)).Status);
        using var s3 = AwsEndpointFixture.NewS3(_url);
        Assert.Equal("dir/key", Assert.Single((await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "raw" })).S3Objects).Key);
        request = RawRequests.Signed(HttpMethod.Get, _url + "dir/key", "s3", null, ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
        request.Headers.Host = "raw.localhost:4566";
        Assert.Equal(HttpStatusCode.OK, (await CodeAsync(request)).Status);
    }

    [Fact]
    public async Task Fuzz_RandomRequests_NeverFailInside()
    {
        var random = new Random(23);
        string[] paths = ["", "raw", "raw/", "raw/a", "raw//..%2f", "raw/%zz", "raw/%ff", "?x", "raw?list-type=2&max-keys=x", "raw?delete", "raw?notification", "%00", "raw/a?partNumber=1", "raw?list-type=2&prefix=%F0%9F%98%80&delimiter=%F0"];
        string[] names = ["Range", "If-Match", "If-None-Match", "If-Modified-Since", "x-amz-copy-source", "x-amz-metadata-directive", "Content-MD5", "x-amz-checksum-crc32", "x-amz-trailer",
            "x-amz-sdk-checksum-algorithm", "x-amz-content-sha256", "x-amz-decoded-content-length", "X-Amz-Target", "x-amz-meta-x", "x-amz-storage-class", "Expires"];
        string[] values = ["", "*", "bytes=0-", "bytes=5-1", "bytes=-", "0", "-1", "99999999999999999999", "raw/a", "/raw/none", "AAAAAA==", "CRC32", "x-amz-checksum-crc32", "UNSIGNED-PAYLOAD",
            Trailer, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "AmazonSQS.SendMessage", "AmazonSQS.ReceiveMessage", "AmazonSQS.", "\"", new string('z', 300)];
        HttpMethod[] methods = [HttpMethod.Get, HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Head, HttpMethod.Options];
        string T(string[] from) => from[random.Next(from.Length)];
        for (var i = 0; i < 3000; i++)
        {
            var headers = Enumerable.Range(0, random.Next(5)).Select(_ => (T(names), T(values))).Append(("x-amz-content-sha256", "UNSIGNED-PAYLOAD")).DistinctBy(static header => header.Item1).ToArray();
            var body = new byte[random.Next(200)];
            random.NextBytes(body);
            using var request = RawRequests.Signed(methods[random.Next(methods.Length)], _url + T(paths), random.Next(4) == 0 ? "sqs" : "s3", new ByteArrayContent(body), headers);
            using var answer = await _http.SendAsync(request);
            Assert.True(
                answer.StatusCode is < HttpStatusCode.InternalServerError or HttpStatusCode.NotImplemented,
                $"{answer.StatusCode} for {request.Method} {request.RequestUri} {string.Join("; ", headers)}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private async Task<(HttpStatusCode Status, string Code)> CodeAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            const string Open = "<Code>";
            var at = text.IndexOf(Open, StringComparison.Ordinal);
            return (answer.StatusCode, at < 0 ? "" : text[(at + Open.Length)..text.IndexOf("</Code>", StringComparison.Ordinal)]);
        }
    }
}
