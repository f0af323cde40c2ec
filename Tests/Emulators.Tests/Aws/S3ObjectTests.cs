using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class S3ObjectTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    [Fact]
    public async Task PutObject_ThenGet_ReturnsContentAndMetadata()
    {
        var bucket = await aws.NewBucketAsync();
        var put = new PutObjectRequest { BucketName = bucket, Key = "a/b c+ü%.txt", ContentBody = "hello", ContentType = "text/plain" };
        put.Headers.CacheControl = "no-store";
        put.Metadata.Add("Author", "Ada");
        var stored = await aws.S3.PutObjectAsync(put);
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", stored.ETag);

        using var got = await aws.S3.GetObjectAsync(bucket, "a/b c+ü%.txt");
        using var reader = new StreamReader(got.ResponseStream);
        Assert.Equal("hello", await reader.ReadToEndAsync());
        Assert.Equal(("text/plain", "no-store", "Ada", stored.ETag), (got.Headers.ContentType, got.Headers.CacheControl, got.Metadata["author"], got.ETag));

        var head = await aws.S3.GetObjectMetadataAsync(bucket, "a/b c+ü%.txt");
        Assert.Equal((5L, "Ada", "text/plain"), (head.ContentLength, head.Metadata["author"], head.Headers.ContentType));
        Assert.InRange(head.LastModified!.Value.ToUniversalTime(), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5));
    }

    [Fact]
    public async Task GetObject_Missing_IsNoSuchKeyOrNoSuchBucket()
    {
        var bucket = await aws.NewBucketAsync();
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.GetObjectAsync(bucket, "none"));
        Assert.Equal(("NoSuchKey", HttpStatusCode.NotFound), (error.ErrorCode, error.StatusCode));
        Assert.NotEmpty(error.RequestId);
        error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.GetObjectAsync(AwsEndpointFixture.Unique("none"), "none"));
        Assert.Equal("NoSuchBucket", error.ErrorCode);
        error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.GetObjectMetadataAsync(bucket, "none"));
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task PutObject_Empty_IsKept()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "folder/", ContentBody = "" });
        using var got = await aws.S3.GetObjectAsync(bucket, "folder/");
        Assert.Equal((0L, "\"d41d8cd98f00b204e9800998ecf8427e\""), (got.ContentLength, got.ETag));
    }

    [Fact]
    public async Task PutObject_ThirtyMegabytesWithTrailers_ComesBackByteForByte()
    {
        var bucket = await aws.NewBucketAsync();
        var content = new byte[(30 << 20) + 17];
        new Random(7).NextBytes(content);
        foreach (var algorithm in new[] { ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA256 })
        {
            var stored = await aws.S3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = bucket, Key = "big", InputStream = new MemoryStream(content), ChecksumAlgorithm = algorithm,
            });
            Assert.Equal($"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"", stored.ETag);
            using var got = await aws.S3.GetObjectAsync(bucket, "big");
            using var copy = new MemoryStream();
            await got.ResponseStream.CopyToAsync(copy);
            Assert.True(content.AsSpan().SequenceEqual(copy.GetBuffer().AsSpan(0, (int)copy.Length)));
        }
    }

    [Theory]
    [InlineData(0, 3, "0123", "bytes 0-3/10")]
    [InlineData(7, 100, "789", "bytes 7-9/10")]
    [InlineData(9, 9, "9", "bytes 9-9/10")]
    public async Task GetObject_Range_ReturnsThatPart(long first, long last, string expected, string contentRange)
    {
        var bucket = await aws.NewBucketAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "0123456789" });
        using var got = await aws.S3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "k", ByteRange = new ByteRange(first, last) });
        using var reader = new StreamReader(got.ResponseStream);
        Assert.Equal((HttpStatusCode.PartialContent, expected, contentRange), (got.HttpStatusCode, await reader.ReadToEndAsync(), got.ContentRange));
    }

    [Fact]
    public async Task GetObject_SuffixAndUnsatisfiableRange_AreAsTheyMustBe()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "0123456789" });
        using var got = await aws.S3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "k", ByteRange = new ByteRange("bytes=-4") });
        using var reader = new StreamReader(got.ResponseStream);
        Assert.Equal("6789", await reader.ReadToEndAsync());
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(
            () => aws.S3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "k", ByteRange = new ByteRange(10, 11) }));
        Assert.Equal(("InvalidRange", HttpStatusCode.RequestedRangeNotSatisfiable), (error.ErrorCode, error.StatusCode));
    }

    [Fact]
    public async Task GetObject_Conditions_Decide()
    {
        var bucket = await aws.NewBucketAsync();
        var tag = (await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "x" })).ETag;
        Task<GetObjectResponse> Get(Action<GetObjectRequest> configure)
        {
            var request = new GetObjectRequest { BucketName = bucket, Key = "k" };
            configure(request);
            return aws.S3.GetObjectAsync(request);
        }
        async Task<HttpStatusCode> Fails(Action<GetObjectRequest> configure) => (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => Get(configure))).StatusCode;

        using var made = await Get(static _ => { });
        var later = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1);
        Assert.Equal(HttpStatusCode.OK, (await Get(request => request.EtagToMatch = tag)).HttpStatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Fails(request => request.EtagToMatch = "\"other\""));
        Assert.Equal(HttpStatusCode.NotModified, await Fails(request => request.EtagToNotMatch = tag));
        Assert.Equal(HttpStatusCode.OK, (await Get(request => request.EtagToNotMatch = "\"other\"")).HttpStatusCode);
        Assert.Equal(HttpStatusCode.NotModified, await Fails(request => request.ModifiedSinceDate = (DateTime)made.LastModified!));
        Assert.Equal(HttpStatusCode.OK, (await Get(request => request.ModifiedSinceDate = later)).HttpStatusCode); // no time that has come
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Fails(request => request.UnmodifiedSinceDate = later.AddDays(-2)));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Hell\u00F6", "=?UTF-8?Q?Hell=C3=B6?=")]
    [InlineData("\u65E5\u672C", "=?UTF-8?B?5pel5pys?=")]
    public async Task Metadata_OfAnyLetters_ComesBack(string given, string expected)
    {
        var bucket = await aws.NewBucketAsync();
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8, ResponseHeaderEncodingSelector = static (_, _) => System.Text.Encoding.Latin1 }) { Timeout = AwsEndpointFixture.Deadline };
        using var put = RawRequests.Signed(HttpMethod.Put, $"{aws.Url}{bucket}/k", "s3", new ByteArrayContent([1]), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), ("x-amz-meta-a", given));
        using var stored = await http.SendAsync(put);
        Assert.True(stored.IsSuccessStatusCode);
        using var get = RawRequests.Signed(HttpMethod.Get, $"{aws.Url}{bucket}/k", "s3", null, ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
        using var got = await http.SendAsync(get);
        Assert.Equal(expected, got.Headers.GetValues("x-amz-meta-a").Single());
    }

    [Fact]
    public async Task PutObject_IfNoneMatch_WritesOnce()
    {
        var bucket = await aws.NewBucketAsync();
        var request = new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "first", IfNoneMatch = "*" };
        await aws.S3.PutObjectAsync(request);
        request.ContentBody = "second";
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.PutObjectAsync(request));
        Assert.Equal(("PreconditionFailed", HttpStatusCode.PreconditionFailed), (error.ErrorCode, error.StatusCode));
        using var reader = new StreamReader((await aws.S3.GetObjectAsync(bucket, "k")).ResponseStream);
        Assert.Equal("first", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task PutObject_WrongMd5_IsBadDigestAndNothingIsKept()
    {
        var bucket = await aws.NewBucketAsync();
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(
            () => aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "x", MD5Digest = Convert.ToBase64String(new byte[16]) }));
        Assert.Equal("BadDigest", error.ErrorCode);
        Assert.Null((await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })).S3Objects);
    }

    [Fact]
    public async Task CopyObject_CopyAndReplace_CarryTheRightMetadata()
    {
        var bucket = await aws.NewBucketAsync();
        var other = await aws.NewBucketAsync();
        var put = new PutObjectRequest { BucketName = bucket, Key = "from here", ContentBody = "content", ContentType = "text/csv" };
        put.Metadata.Add("kept", "yes");
        var stored = await aws.S3.PutObjectAsync(put);

        var copied = await aws.S3.CopyObjectAsync(bucket, "from here", other, "to");
        Assert.Equal(stored.ETag, copied.ETag);
        var head = await aws.S3.GetObjectMetadataAsync(other, "to");
        Assert.Equal(("text/csv", "yes"), (head.Headers.ContentType, head.Metadata["kept"]));

        var replace = new CopyObjectRequest
        {
            SourceBucket = bucket, SourceKey = "from here", DestinationBucket = bucket, DestinationKey = "from here",
            MetadataDirective = S3MetadataDirective.REPLACE, ContentType = "text/plain",
        };
        await aws.S3.CopyObjectAsync(replace);
        head = await aws.S3.GetObjectMetadataAsync(bucket, "from here");
        Assert.Equal(("text/plain", 0), (head.Headers.ContentType, head.Metadata.Count));

        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.CopyObjectAsync(bucket, "from here", bucket, "from here"));
        Assert.Equal("InvalidRequest", error.ErrorCode);
        error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.CopyObjectAsync(bucket, "none", bucket, "to"));
        Assert.Equal("NoSuchKey", error.ErrorCode);
    }

    [Fact]
    public async Task DeleteObjects_Several_AreGoneAndMissingOnesCountAsDeleted()
    {
        var bucket = await aws.NewBucketAsync();
        foreach (var key in new[] { "a", "b", "c" })
        {
            await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = key });
        }
        var deleted = await aws.S3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [new() { Key = "a" }, new() { Key = "c" }, new() { Key = "none" }] });
        Assert.Equal(["a", "c", "none"], deleted.DeletedObjects.Select(static entry => entry.Key));
        Assert.Equal(["b"], (await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })).S3Objects.Select(static entry => entry.Key));
        Assert.Equal(HttpStatusCode.NoContent, (await aws.S3.DeleteObjectAsync(bucket, "none")).HttpStatusCode);
    }

    [Fact]
    public async Task PresignedUrl_GetAndPut_NeedNoClient()
    {
        var bucket = await aws.NewBucketAsync();
        using var http = new HttpClient { Timeout = AwsEndpointFixture.Deadline };
        var request = new GetPreSignedUrlRequest
        {
            BucketName = bucket, Key = "k", Verb = HttpVerb.PUT, Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5), Protocol = Protocol.HTTP,
        };
        using var put = await http.PutAsync(new Uri(await aws.S3.GetPreSignedURLAsync(request)), new StringContent("presigned"));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        request.Verb = HttpVerb.GET;
        Assert.Equal("presigned", await http.GetStringAsync(new Uri(await aws.S3.GetPreSignedURLAsync(request))));
    }
}
