using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using EventAi.Emulators.Aws.S3.Access;
using ObjectOwnership = EventAi.Emulators.Aws.S3.Access.ObjectOwnership;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>Who may do what: other accounts (access keys of twelve digits), nobody at all, access control lists, policies, public access block.</summary>
public sealed class S3AccessTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>, IDisposable
{
    private const string Other = "111111111111";
    private readonly AmazonS3Client _other = AwsEndpointFixture.NewS3(aws.Url, Other, "any");
    private readonly HttpClient _nobody = new() { Timeout = AwsEndpointFixture.Deadline };

    public void Dispose()
    {
        _other.Dispose();
        _nobody.Dispose();
    }

    [Fact]
    public async Task Bucket_OfAnotherAccount_IsClosedToIt()
    {
        var bucket = await NewBucketAsync(ObjectOwnership.BucketOwnerEnforced);
        Assert.Equal("AccessDenied", await CodeAsync(() => _other.GetObjectAsync(bucket, "key")));
        Assert.Equal("AccessDenied", await CodeAsync(() => _other.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "new", ContentBody = "x" })));
        Assert.Equal("AccessDenied", await CodeAsync(() => _other.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })));
        Assert.Equal("BucketAlreadyExists", await CodeAsync(() => _other.PutBucketAsync(bucket)));
        Assert.DoesNotContain((await _other.ListBucketsAsync()).Buckets ?? [], listed => listed.BucketName == bucket);
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(bucket, "key"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(AwsEndpointFixture.Unique("missing"), "key"));
    }

    [Theory]
    [InlineData("private", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("public-read", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("authenticated-read", HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    public async Task Object_WithAnAcl_IsReadByWhomItNames(string acl, HttpStatusCode nobody, HttpStatusCode other)
    {
        var bucket = await NewBucketAsync(ObjectOwnership.ObjectWriter);
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "x", CannedACL = S3CannedACL.FindValue(acl) });
        Assert.Equal(nobody, await GetAsync(bucket, "key"));
        Assert.Equal(other == HttpStatusCode.OK ? "" : "AccessDenied", await CodeAsync(() => _other.GetObjectAsync(bucket, "key")));
        await aws.S3.PutBucketAclAsync(new PutBucketAclRequest { BucketName = bucket, ACL = S3CannedACL.PublicReadWrite });
        await aws.S3.PutPublicAccessBlockAsync(new PutPublicAccessBlockRequest { BucketName = bucket, PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration { IgnorePublicAcls = true } });
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(bucket, "key"));
    }

    [Theory]
    [InlineData("ObjectWriter", "private", Other)]
    [InlineData("BucketOwnerPreferred", "private", Other)]
    [InlineData("BucketOwnerPreferred", "bucket-owner-full-control", "000000000000")]
    public async Task Object_OfAnotherAccount_IsOwnedAsTheBucketSays(string ownership, string acl, string owner)
    {
        var bucket = await NewBucketAsync(Enum.Parse<ObjectOwnership>(ownership));
        await aws.S3.PutBucketAclAsync(new PutBucketAclRequest { BucketName = bucket, ACL = S3CannedACL.PublicReadWrite });
        await _other.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "theirs", ContentBody = "x", CannedACL = S3CannedACL.FindValue(acl) });
        var listed = (await aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, FetchOwner = true, Prefix = "theirs" })).S3Objects;
        Assert.Equal(S3Accounts.CanonicalId(owner), Assert.Single(listed).Owner.Id);
        Assert.Equal(owner == Other ? "AccessDenied" : "", await CodeAsync(() => aws.S3.GetObjectAsync(bucket, "theirs")));
    }

    [Fact]
    public async Task Acl_Put_IsAnsweredWithItsGrants()
    {
        var bucket = await NewBucketAsync(ObjectOwnership.ObjectWriter);
        var acl = (await aws.S3.GetObjectAclAsync(new GetObjectAclRequest { BucketName = bucket, Key = "key" }));
        var grants = acl.Grants.Append(new S3Grant { Grantee = new S3Grantee { CanonicalUser = S3Accounts.CanonicalId(Other) }, Permission = S3Permission.READ_ACP }).ToList();
        await aws.S3.PutObjectAclAsync(new PutObjectAclRequest { BucketName = bucket, Key = "key", AccessControlPolicy = new S3AccessControlList { Owner = acl.Owner, Grants = grants } });
        var read = await _other.GetObjectAclAsync(new GetObjectAclRequest { BucketName = bucket, Key = "key" });
        Assert.Equal(["FULL_CONTROL", "READ_ACP"], read.Grants.Select(static grant => grant.Permission.Value));
        Assert.Equal("AccessDenied", await CodeAsync(() => _other.GetObjectAsync(bucket, "key")));
        acl.Owner.Id = "nobody";
        Assert.Equal("InvalidArgument", await CodeAsync(() => aws.S3.PutObjectAclAsync(new PutObjectAclRequest { BucketName = bucket, Key = "key", AccessControlPolicy = new S3AccessControlList { Owner = acl.Owner, Grants = grants } })));
        var open = AwsEndpointFixture.Unique("open");
        Assert.Equal("InvalidBucketAclWithObjectOwnership", await CodeAsync(() => aws.S3.PutBucketAsync(new PutBucketRequest { BucketName = open, CannedACL = S3CannedACL.PublicRead })));
        await aws.S3.PutBucketAclAsync(new PutBucketAclRequest { BucketName = bucket, ACL = S3CannedACL.PublicRead });
        Assert.Equal("InvalidBucketAclWithObjectOwnership", await CodeAsync(() => OwnAsync(bucket, ObjectOwnership.BucketOwnerEnforced)));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/*"}""", HttpStatusCode.OK, true)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:Get*","Resource":["arn:aws:s3:::BUCKET/k?y"]}""", HttpStatusCode.OK, true)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/key"}""", HttpStatusCode.Forbidden, false)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/other"}""", HttpStatusCode.Forbidden, true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/*","Condition":{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}}""", HttpStatusCode.OK, false)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/*","Condition":{"NotIpAddress":{"aws:SourceIp":"127.0.0.0/8"}}}""", HttpStatusCode.Forbidden, true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/*","Condition":{"StringEquals":{"s3:ExistingObjectTag/kind":"open"}}}""", HttpStatusCode.OK, true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/*","Condition":{"StringEquals":{"s3:ExistingObjectTag/kind":["shut","closed"]}}}""", HttpStatusCode.Forbidden, true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/*","Condition":{"StringLike":{"aws:Referer":"https://*.example.org/*"}}}""", HttpStatusCode.OK, true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","NotAction":"s3:Put*","Resource":"arn:aws:s3:::BUCKET/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}""", HttpStatusCode.Forbidden, true)]
    [InlineData("""{"Effect":"Allow","Principal":"*","NotAction":"s3:Put*","Resource":"arn:aws:s3:::BUCKET/*","Condition":{"Null":{"s3:x-amz-acl":"true"},"NumericLessThanIfExists":{"s3:signatureAge":"1"}}}""", HttpStatusCode.OK, true)]
    public async Task Policy_OfTheBucket_LetsInWhomItAllows(string statement, HttpStatusCode nobody, bool isPublic)
    {
        var bucket = await NewBucketAsync(ObjectOwnership.BucketOwnerEnforced);
        await PutPolicyAsync(bucket, statement);
        using var question = new HttpRequestMessage(HttpMethod.Get, $"{aws.Url}{bucket}/key");
        question.Headers.Referrer = new Uri("https://www.example.org/page");
        using var answer = await _nobody.SendAsync(question);
        Assert.Equal(nobody, answer.StatusCode);
        Assert.Equal(isPublic, (await aws.S3.GetBucketPolicyStatusAsync(new GetBucketPolicyStatusRequest { BucketName = bucket })).PolicyStatus.IsPublic);
        Assert.Equal("", await CodeAsync(() => aws.S3.GetObjectAsync(bucket, "key")));
    }

    [Fact]
    public async Task Policy_ThatDenies_OutweighsOwnership()
    {
        var bucket = await NewBucketAsync(ObjectOwnership.BucketOwnerEnforced);
        await PutPolicyAsync(bucket, """{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::BUCKET","arn:aws:s3:::BUCKET/locked/*"]},{"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::BUCKET/in/*"}""");
        Assert.Equal("AccessDenied", await CodeAsync(() => aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "locked/a", ContentBody = "x" })));
        Assert.Equal("AccessDenied", await CodeAsync(() => aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })));
        Assert.Equal("", await CodeAsync(() => _other.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "in/a", ContentBody = "x" })));
        var deleted = await Assert.ThrowsAsync<DeleteObjectsException>(() => _other.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [new KeyVersion { Key = "in/a" }] }));
        Assert.Equal("AccessDenied", Assert.Single(deleted.Response.DeleteErrors).Code);
        Assert.Equal("AccessDenied", await CodeAsync(() => _other.CopyObjectAsync(bucket, "key", bucket, "in/b")));
        await aws.S3.DeleteBucketPolicyAsync(bucket); // the owner can always take it back
        Assert.Equal("", await CodeAsync(() => aws.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })));
    }

    [Theory]
    [InlineData("""{"Effect":"Permit","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::BUCKET"}""", "Invalid effect: Permit")]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::BUCKET"}""", "Missing required field Principal")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Resource":"arn:aws:s3:::BUCKET"}""", "Missing required field Action")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"someone"},"Action":"s3:*","Resource":"arn:aws:s3:::BUCKET"}""", "Invalid principal in policy")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"arn:aws:s3:::BUCKET"}""", "Policy has invalid action")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other"}""", "Policy has invalid resource")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::BUCKET","Condition":{"StringIs":{"aws:userid":"1"}}}""", "Invalid Condition type : StringIs")]
    public async Task Policy_Malformed_IsRefused(string statement, string message)
    {
        var bucket = await aws.NewBucketAsync();
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => PutPolicyAsync(bucket, statement));
        Assert.Equal(("MalformedPolicy", message), (error.ErrorCode, error.Message));
    }

    [Fact]
    public async Task PublicAccessBlock_Put_IsEnforced()
    {
        var bucket = await NewBucketAsync(ObjectOwnership.ObjectWriter);
        var fresh = (await aws.S3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = bucket })).PublicAccessBlockConfiguration;
        Assert.True(fresh is { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true });
        const string Open = """{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::BUCKET/*"}""";
        await PutPolicyAsync(bucket, Open);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(bucket, "key"));
        await aws.S3.PutPublicAccessBlockAsync(new PutPublicAccessBlockRequest { BucketName = bucket, PublicAccessBlockConfiguration = fresh });
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(bucket, "key"));
        Assert.Equal("AccessDenied", await CodeAsync(() => PutPolicyAsync(bucket, Open)));
        Assert.Equal("AccessDenied", await CodeAsync(() => aws.S3.PutBucketAclAsync(new PutBucketAclRequest { BucketName = bucket, ACL = S3CannedACL.PublicRead })));
        await aws.S3.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = bucket });
        Assert.Equal(HttpStatusCode.OK, await GetAsync(bucket, "key"));
        Assert.Equal("NoSuchPublicAccessBlockConfiguration", await CodeAsync(() => aws.S3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = bucket })));
    }

    [Fact]
    public async Task Upload_OfNobody_IsTakenWhereEverybodyMayWrite()
    {
        var bucket = await NewBucketAsync(ObjectOwnership.ObjectWriter);
        using var refused = await _nobody.PutAsync($"{aws.Url}{bucket}/note", new StringContent("hello"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await aws.S3.PutBucketAclAsync(new PutBucketAclRequest { BucketName = bucket, ACL = S3CannedACL.PublicReadWrite });
        using var taken = await _nobody.PutAsync($"{aws.Url}{bucket}/note", new StringContent("hello"));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        using var form = new MultipartFormDataContent { { new StringContent("posted"), "key" }, { new StringContent("hello"), "file", "f" } };
        using var posted = await _nobody.PostAsync($"{aws.Url}{bucket}", form);
        Assert.Equal(HttpStatusCode.NoContent, posted.StatusCode);
        var owners = (await aws.S3.ListObjectsAsync(bucket)).S3Objects.ToDictionary(static item => item.Key, static item => item.Owner.Id);
        Assert.Equal((S3Accounts.AnonymousId, S3Accounts.AnonymousId, S3Accounts.DefaultId), (owners["note"], owners["posted"], owners["key"]));
    }

    private async Task<string> NewBucketAsync(ObjectOwnership ownership)
    {
        var bucket = AwsEndpointFixture.Unique("access");
        await aws.S3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, ObjectOwnership = Amazon.S3.ObjectOwnership.FindValue(ownership.ToString()) });
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "x", TagSet = [new Tag { Key = "kind", Value = "open" }] });
        return bucket;
    }

    private Task OwnAsync(string bucket, ObjectOwnership ownership) => aws.S3.PutBucketOwnershipControlsAsync(new PutBucketOwnershipControlsRequest
    {
        BucketName = bucket,
        OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = Amazon.S3.ObjectOwnership.FindValue(ownership.ToString()) }] },
    });

    private Task PutPolicyAsync(string bucket, string statements)
        => aws.S3.PutBucketPolicyAsync(bucket, $$"""{"Version":"2012-10-17","Statement":[{{statements.Replace("BUCKET", bucket, StringComparison.Ordinal)}}]}""");

    private async Task<HttpStatusCode> GetAsync(string bucket, string key)
    {
        using var answer = await _nobody.GetAsync($"{aws.Url}{bucket}/{key}");
        return answer.StatusCode;
    }

    private static async Task<string> CodeAsync(Func<Task> call)
    {
        try
        {
            await call();
            return "";
        }
        catch (AmazonS3Exception exception)
        {
            return exception.ErrorCode;
        }
    }
}
