using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class S3MultipartTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    private const int FiveMiB = 5 << 20;

    [Fact]
    public async Task Upload_InParts_IsOneObjectWithTheTagOfItsParts()
    {
        var bucket = await aws.NewBucketAsync();
        var upload = await aws.S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = "big", ContentType = "text/x", Metadata = { ["a"] = "b" } });
        byte[][] parts = [Bytes(FiveMiB, 1), Bytes(FiveMiB, 2), Bytes(1000, 3)];
        var tags = new List<PartETag>();
        foreach (var number in new[] { 3, 1, 2 })
        {
            tags.Add(await UploadAsync(bucket, "big", upload.UploadId, number, parts[number - 1]));
        }
        Assert.Equal([1, 2, 3], (await aws.S3.ListPartsAsync(bucket, "big", upload.UploadId)).Parts.Select(part => part.PartNumber!.Value));
        Assert.Equal(upload.UploadId, Assert.Single((await aws.S3.ListMultipartUploadsAsync(bucket)).MultipartUploads).UploadId);
        await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => aws.S3.GetObjectAsync(bucket, "big"));

        var done = await aws.S3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = "big", UploadId = upload.UploadId, PartETags = [.. tags.OrderBy(tag => tag.PartNumber)] });

        var expected = Convert.ToHexStringLower(MD5.HashData([.. parts.SelectMany(MD5.HashData)])) + "-3";
        Assert.Equal($"\"{expected}\"", done.ETag);
        using var got = await aws.S3.GetObjectAsync(bucket, "big");
        using var content = new MemoryStream();
        await got.ResponseStream.CopyToAsync(content);
        Assert.Equal(parts.SelectMany(part => part), content.ToArray());
        Assert.Equal(("text/x", "b"), (got.Headers.ContentType, got.Metadata["a"]));
        Assert.Null((await aws.S3.ListMultipartUploadsAsync(bucket)).MultipartUploads);

        using var second = await aws.S3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = "big", PartNumber = 2 });
        Assert.Equal((FiveMiB, 3, HttpStatusCode.PartialContent), (second.ContentLength, second.PartsCount!.Value, second.HttpStatusCode));
        var attributes = await aws.S3.GetObjectAttributesAsync(new GetObjectAttributesRequest { BucketName = bucket, Key = "big", ObjectAttributes = [ObjectAttributes.ObjectParts, ObjectAttributes.ObjectSize, ObjectAttributes.ETag] });
        Assert.Equal((3, (2L * FiveMiB) + 1000, expected), (attributes.ObjectParts.TotalPartsCount!.Value, attributes.ObjectSize!.Value, attributes.ETag));
    }

    [Fact]
    public async Task Complete_WithASmallPartInTheMiddle_IsEntityTooSmall_AndTheUploadStays()
    {
        var (bucket, id) = await BeginAsync();
        var tags = new List<PartETag> { await UploadAsync(bucket, "k", id, 1, Bytes(1000, 1)), await UploadAsync(bucket, "k", id, 2, Bytes(1000, 2)) };
        Assert.Equal("EntityTooSmall", await CodeAsync(() => CompleteAsync(bucket, id, tags)));
        Assert.Equal("InvalidPart", await CodeAsync(() => CompleteAsync(bucket, id, [new PartETag(1, "\"00000000000000000000000000000000\"")])));
        await CompleteAsync(bucket, id, [tags[1]]);
        Assert.Equal(1000, (await aws.S3.GetObjectMetadataAsync(bucket, "k")).ContentLength);
        // Who did not get the answer asks again, and is told the same as long as the object is that one.
        await CompleteAsync(bucket, id, [tags[1]]);
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "other" });
        Assert.Equal("NoSuchUpload", await CodeAsync(() => CompleteAsync(bucket, id, [tags[1]])));
    }

    [Fact]
    public async Task Abort_LeavesNothing()
    {
        var (bucket, id) = await BeginAsync();
        await UploadAsync(bucket, "k", id, 1, Bytes(1000, 1));
        await aws.S3.AbortMultipartUploadAsync(bucket, "k", id);
        Assert.Equal("NoSuchUpload", await CodeAsync(() => aws.S3.ListPartsAsync(bucket, "k", id)));
        Assert.Equal("NoSuchUpload", await CodeAsync(() => aws.S3.AbortMultipartUploadAsync(bucket, "k", id)));
        await aws.S3.DeleteBucketAsync(bucket);
    }

    [Fact]
    public async Task CopyPart_WithARange_TakesThatOfTheSource()
    {
        var (bucket, id) = await BeginAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "source", ContentBody = "0123456789" });
        var copied = await aws.S3.CopyPartAsync(new CopyPartRequest { SourceBucket = bucket, SourceKey = "source", DestinationBucket = bucket, DestinationKey = "k", UploadId = id, PartNumber = 1, FirstByte = 2, LastByte = 5 });
        await CompleteAsync(bucket, id, [new PartETag(1, copied.ETag)]);
        using var got = await aws.S3.GetObjectAsync(bucket, "k");
        using var reader = new StreamReader(got.ResponseStream);
        Assert.Equal("2345", await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData("SHA256", "COMPOSITE")]
    [InlineData("CRC32", "COMPOSITE")]
    [InlineData("CRC32", "FULL_OBJECT")]
    public async Task Checksums_OfParts_MakeThatOfTheObject(string algorithm, string type)
    {
        var bucket = await aws.NewBucketAsync();
        var upload = await aws.S3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = "k", ChecksumAlgorithm = algorithm, ChecksumType = type });
        var part = await aws.S3.UploadPartAsync(new UploadPartRequest { BucketName = bucket, Key = "k", UploadId = upload.UploadId, PartNumber = 1, ChecksumAlgorithm = algorithm, InputStream = new MemoryStream(Bytes(5000, 1)) });
        var done = await aws.S3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = "k", UploadId = upload.UploadId, PartETags = [new PartETag(part)] });
        var head = await aws.S3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = "k", ChecksumMode = ChecksumMode.ENABLED });
        Assert.Equal(type, head.ChecksumType.Value);
        var value = algorithm switch { "SHA256" => head.ChecksumSHA256, _ => head.ChecksumCRC32 };
        Assert.Equal(type == "COMPOSITE", value.EndsWith("-1", StringComparison.Ordinal));
        Assert.Equal(type, done.ChecksumType.Value);
    }

    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static async Task<string> CodeAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<AmazonS3Exception>(call)).ErrorCode;

    private async Task<(string Bucket, string UploadId)> BeginAsync()
    {
        var bucket = await aws.NewBucketAsync();
        return (bucket, (await aws.S3.InitiateMultipartUploadAsync(bucket, "k")).UploadId);
    }

    private async Task<PartETag> UploadAsync(string bucket, string key, string id, int number, byte[] content) =>
        new(await aws.S3.UploadPartAsync(new UploadPartRequest { BucketName = bucket, Key = key, UploadId = id, PartNumber = number, InputStream = new MemoryStream(content) }));

    private Task CompleteAsync(string bucket, string id, List<PartETag> parts) =>
        aws.S3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = "k", UploadId = id, PartETags = parts });
}
