using System.Text.Json;
using EventAi.Ingestion.Uploads;

namespace EventAi.Services.Tests.Ingestion;

public class BucketNotificationTests
{
    [Fact]
    public void Parse_UploadMessage_DecodesTheKey()
    {
        var parsed = BucketNotification.Parse("""{"Records":[{"eventVersion":"2.1","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"a+b%2Fc.md","size":3}}}]}""");

        Assert.Equal(new BucketNotification("ObjectCreated:Put", "b", "a b/c.md"), Assert.Single(parsed));
        Assert.True(parsed[0].IsUpload);
    }

    [Fact]
    public void Parse_TestMessage_HoldsNoRecords() => Assert.Empty(BucketNotification.Parse("""{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}"""));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"Records":[{}]}""")]
    public void Parse_AnythingElse_Throws(string message) => Assert.ThrowsAny<JsonException>(() => BucketNotification.Parse(message));
}
