using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.Signing;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>With a key pair set, every signature is verified: those of the vendor's clients hold, others do not.</summary>
public sealed class SigningTests : IAsyncLifetime
{
    private const string Access = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private AwsServer _server = null!;

    private string Url => _server.Address.AbsoluteUri;

    public async Task InitializeAsync() => _server = await AwsServer.StartAsync(new AwsOptions { Port = 0, Memory = true, AccessKey = Access, SecretKey = Secret });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task S3_RightKeys_EveryKindOfBodyAndKeyIsAuthentic()
    {
        using var s3 = AwsEndpointFixture.NewS3(Url, Access, Secret);
        await s3.PutBucketAsync("signed");
        var big = new byte[1_000_000];
        new Random(3).NextBytes(big);
        string[] keys = ["plain", "a b/c+d", "%41 ü~!*'()", "double//slash", "q?x=1&y"];
        foreach (var key in keys)
        {
            // Chunk signatures and a signed trailer, then the body's hash in the header.
            foreach (var chunked in new[] { true, false })
            {
                await s3.PutObjectAsync(new PutObjectRequest { BucketName = "signed", Key = key, InputStream = new MemoryStream(big), UseChunkEncoding = chunked });
                using var got = await s3.GetObjectAsync("signed", key);
                Assert.Equal(big.Length, got.ContentLength);
            }
        }
        var listed = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "signed", Prefix = "a b", Delimiter = "/", StartAfter = "!" });
        Assert.Equal(["a b/"], listed.CommonPrefixes);
        await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = "signed", Objects = [.. keys.Select(static key => new KeyVersion { Key = key })] });
        await s3.DeleteBucketAsync("signed");
    }

    [Fact]
    public async Task S3_WrongSecretOrKey_IsRefused()
    {
        using var wrong = AwsEndpointFixture.NewS3(Url, Access, "other");
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => wrong.ListBucketsAsync());
        Assert.Equal(("SignatureDoesNotMatch", HttpStatusCode.Forbidden), (error.ErrorCode, error.StatusCode));
        using var unknown = AwsEndpointFixture.NewS3(Url, "other", Secret);
        error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => unknown.ListBucketsAsync());
        Assert.Equal("InvalidAccessKeyId", error.ErrorCode);
    }

    [Fact]
    public async Task S3_Presigned_HoldsOnlyForWhatWasSigned()
    {
        using var s3 = AwsEndpointFixture.NewS3(Url, Access, Secret);
        await s3.PutBucketAsync("presigned");
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "presigned", Key = "a b", ContentBody = "x" });
        var url = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "presigned", Key = "a b", Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1), Protocol = Protocol.HTTP,
        });
        using var http = new HttpClient { Timeout = AwsEndpointFixture.Deadline };
        Assert.Equal("x", await http.GetStringAsync(new Uri(url)));
        using var other = await http.GetAsync(new Uri(url.Replace("a%20b", "a%20c", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using var more = new HttpRequestMessage(HttpMethod.Get, url);
        more.Headers.Add("x-amz-meta-more", "1");
        using var unsigned = await http.SendAsync(more);
        Assert.Contains("<HeadersNotSigned>x-amz-meta-more</HeadersNotSigned>", await unsigned.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var verb = await http.DeleteAsync(new Uri(url));
        Assert.Equal(HttpStatusCode.Forbidden, verb.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/old?versionId=null&x=1", "\n/old/a%20b?versionId=null", Secret, 0, HttpStatusCode.OK)]
    [InlineData("GET", "/old?response-content-type=text/x-own", "\n/old/a%20b?response-content-type=text/x-own", Secret, 0, HttpStatusCode.OK)]
    [InlineData("GET", "/old", "\n/old/a%20b", "other", 0, HttpStatusCode.Forbidden)]
    [InlineData("GET", "/old", "\n/old/a%20b", Secret, -3600, HttpStatusCode.Forbidden)]
    [InlineData("PUT", "/old", "x-amz-meta-a:1\n/old/a%20b", Secret, 0, HttpStatusCode.OK)]
    [InlineData("PUT", "/old", "\n/old/a%20b", Secret, 0, HttpStatusCode.Forbidden)]
    public async Task S3_SignatureVersion2_HoldsForWhatWasSigned(string method, string target, string signed, string secret, int late, HttpStatusCode expected)
    {
        using var s3 = AwsEndpointFixture.NewS3(Url, Access, Secret);
        await s3.PutBucketAsync("old");
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "old", Key = "a b", ContentBody = "x" });
        var now = TimeProvider.System.GetUtcNow();
        using var http = new HttpClient { Timeout = AwsEndpointFixture.Deadline };
        foreach (var presigned in new[] { true, false })
        {
            var time = now.AddSeconds(late + (presigned ? 600 : 0));
            var date = presigned ? $"{time.ToUnixTimeSeconds()}" : time.ToString("r");
            var signature = Version2.Sign(secret, $"{method}\n\n\n{date}\n{signed.TrimStart('\n')}");
            var url = $"{Url.TrimEnd('/')}{target.Replace("/old", "/old/a%20b", StringComparison.Ordinal)}";
            using var request = new HttpRequestMessage(new HttpMethod(method), presigned ? $"{url}{(url.Contains('?') ? '&' : '?')}AWSAccessKeyId={Access}&Expires={date}&Signature={Uri.EscapeDataString(signature)}" : url);
            if (!presigned)
            {
                request.Headers.TryAddWithoutValidation("Date", date);
                request.Headers.TryAddWithoutValidation("Authorization", $"AWS {Access}:{signature}");
            }
            if (method == "PUT")
            {
                request.Headers.Add("x-amz-meta-a", "1");
                request.Content = new ByteArrayContent([1]);
            }
            using var answer = await http.SendAsync(request);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public void Version2_OfTheDocumentation_IsReckoned()
        => Assert.Equal("bWq2s1WEIj+Ydj0vQ697zp+IXMU=", Version2.Sign("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "GET\n\n\nTue, 27 Mar 2007 19:36:42 +0000\n/johnsmith/photos/puppy.jpg"));

    [Fact]
    public async Task Sqs_RightAndWrongSecret_AreToldApart()
    {
        using var right = AwsEndpointFixture.NewSqs(Url, Access, Secret);
        var queue = (await right.CreateQueueAsync("signed")).QueueUrl;
        await right.SendMessageAsync(queue, "ü");
        using var wrong = AwsEndpointFixture.NewSqs(Url, Access, "other");
        var error = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => wrong.SendMessageAsync(queue, "x"));
        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
        Assert.Contains("signature", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task S3_TamperedChunk_IsRefusedAndNothingIsKept()
    {
        using var s3 = AwsEndpointFixture.NewS3(Url, Access, Secret);
        await s3.PutBucketAsync("tampered");
        using var proxy = new TamperingHandler();
        using var client = new AmazonS3Client(Access, Secret, new AmazonS3Config
        {
            ServiceURL = Url, ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, HttpClientFactory = new TamperingFactory(proxy),
        });
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(
            () => client.PutObjectAsync(new PutObjectRequest { BucketName = "tampered", Key = "k", InputStream = new MemoryStream(new byte[100_000]) }));
        Assert.Equal("SignatureDoesNotMatch", error.ErrorCode);
        Assert.Null((await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "tampered" })).S3Objects);
    }

    /// <summary>Changes one byte of the content on its way.</summary>
    private sealed class TamperingHandler : DelegatingHandler
    {
        public TamperingHandler()
            : base(new SocketsHttpHandler())
        {
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var bytes = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            bytes[bytes.Length / 2] ^= 1;
            var content = new ByteArrayContent(bytes);
            foreach (var (name, values) in request.Content.Headers)
            {
                content.Headers.TryAddWithoutValidation(name, values);
            }
            request.Content = content;
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class TamperingFactory(HttpMessageHandler handler) : Amazon.Runtime.HttpClientFactory
    {
        public override HttpClient CreateHttpClient(Amazon.Runtime.IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(Amazon.Runtime.IClientConfig clientConfig) => false;
    }
}
