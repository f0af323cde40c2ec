using Amazon.S3.Model;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>Distributed Maps whose items come from a bucket, in batches, and whose results go there.</summary>
public sealed class DistributedMapTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    private const string Item = """{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}""";

    [Theory]
    [InlineData("\"InputType\":\"CSV\",\"CSVHeaderLocation\":\"FIRST_ROW\"", "id,text\n1,\"a, \"\"b\"\"\"\r\n2\n", """[{"id":"1","text":"a, \"b\""},{"id":"2","text":""}]""")]
    [InlineData("\"InputType\":\"CSV\",\"CSVHeaderLocation\":\"GIVEN\",\"CSVHeaders\":[\"x\"],\"CSVDelimiter\":\"PIPE\"", "1|2\n3", """[{"x":"1"},{"x":"3"}]""")]
    [InlineData("\"InputType\":\"JSON\"", """[1,{"a":2},3]""", """[1,{"a":2},3]""")]
    [InlineData("\"InputType\":\"JSON\",\"ItemsPointer\":\"/a/b\",\"MaxItems\":2", """{"a":{"b":[1,2,3]}}""", "[1,2]")]
    [InlineData("\"InputType\":\"JSONL\"", "{\"a\":1}\n\n{\"a\":2}\n", """[{"a":1},{"a":2}]""")]
    public async Task ItemReader_File_GivesItsItems(string config, string file, string expected)
    {
        var bucket = await aws.NewBucketAsync();
        await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "items", ContentBody = file });
        var (described, events) = await RunAsync($$$"""
            {"Type":"Map","End":true,"ItemProcessor":{{{Item}}},"ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{ {{{config}}} },"Parameters":{"Bucket":"{{{bucket}}}","Key.$":"$.key"}} }
            """);
        Assert.Equal("SUCCEEDED", described["status"]!.AsString());
        Assert.Equal(Json.Parse(expected), Json.Parse(described["output"]!.AsString()!));
        Assert.Equal(["ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunSucceeded", "MapStateSucceeded", "MapStateExited", "ExecutionSucceeded"], events);
    }

    [Fact]
    public async Task ItemReader_NoSuchFile_FailsTheRun()
    {
        var bucket = await aws.NewBucketAsync();
        var (described, events) = await RunAsync($$$"""
            {"Type":"Map","End":true,"ItemProcessor":{{{Item}}},"ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON"},"Parameters":{"Bucket":"{{{bucket}}}","Key":"none"}} }
            """);
        Assert.Equal(("FAILED", "States.ItemReaderFailed"), (described["status"]!.AsString(), described["error"]!.AsString()));
        Assert.Equal(["ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"], events);
    }

    [Fact]
    public async Task ItemReader_List_GivesTheObjects()
    {
        var bucket = await aws.NewBucketAsync();
        for (var i = 0; i < 5; i++)
        {
            await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = $"in/{i}", ContentBody = new string('x', i) });
        }
        var (described, _) = await RunAsync($$$"""
            {"Type":"Map","End":true,"ItemProcessor":{{{Item}}},"ItemSelector":{"key.$":"$$.Map.Item.Value.Key","size.$":"$$.Map.Item.Value.Size"},
             "ItemReader":{"Resource":"arn:aws:states:::s3:listObjectsV2","Parameters":{"Bucket":"{{{bucket}}}","Prefix":"in/"}} }
            """);
        Assert.Equal(Json.Parse("""[{"key":"in/0","size":0},{"key":"in/1","size":1},{"key":"in/2","size":2},{"key":"in/3","size":3},{"key":"in/4","size":4}]"""), Json.Parse(described["output"]!.AsString()!));
    }

    [Fact]
    public async Task BatcherAndWriter_ResultsLieInTheBucket()
    {
        var bucket = await aws.NewBucketAsync();
        var (described, _) = await RunAsync($$$"""
            {"Type":"Map","End":true,"ItemsPath":"$.list","Label":"Own","MaxConcurrency":2,"ToleratedFailurePercentage":50,
             "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"StartAt":"C","States":{
               "C":{"Type":"Choice","Choices":[{"Variable":"$.Items[0]","NumericEquals":3,"Next":"F"}],"Default":"P"},"P":{"Type":"Pass","End":true},"F":{"Type":"Fail","Error":"Three"} } },
             "ItemBatcher":{"MaxItemsPerBatch":2,"BatchInput":{"k.$":"$.key"}},
             "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"{{{bucket}}}","Prefix":"out"}} }
            """);
        Assert.Equal("SUCCEEDED", described["status"]!.AsString());
        var output = Json.Parse(described["output"]!.AsString()!);
        var key = output["ResultWriterDetails"]!["Key"]!.AsString()!;
        Assert.StartsWith("out/", key, StringComparison.Ordinal);
        var manifest = await ReadAsync(bucket, key);
        Assert.Equal(output["MapRunArn"]!.AsString(), manifest["MapRunArn"]!.AsString());
        var files = manifest["ResultFiles"]!;
        var succeeded = (JsonArray)await ReadAsync(bucket, ((JsonArray)files["SUCCEEDED"]!)[0]["Key"]!.AsString()!);
        var failed = (JsonArray)await ReadAsync(bucket, ((JsonArray)files["FAILED"]!)[0]["Key"]!.AsString()!);
        Assert.Equal(["""{"BatchInput":{"k":"items"},"Items":[1,2]}""", """{"BatchInput":{"k":"items"},"Items":[5]}"""], succeeded.Select(static entry => entry["Output"]!.AsString()!));
        Assert.Equal("Three", Assert.Single(failed)["Error"]!.AsString());
        using var client = new StatesClient(aws.Url);
        var runs = (JsonArray)(await client.CallAsync("ListMapRuns", new JsonObject { { "executionArn", described["executionArn"] } }))["mapRuns"]!;
        var run = await client.CallAsync("DescribeMapRun", new JsonObject { { "mapRunArn", Assert.Single(runs)["mapRunArn"] } });
        Assert.Equal(("SUCCEEDED", 2d, 50d), (run["status"]!.AsString(), run["maxConcurrency"]!.AsNumber(), run["toleratedFailurePercentage"]!.AsNumber()));
        Assert.Equal((3d, 2d, 1d, 0d), (run["executionCounts"]!["total"]!.AsNumber(), run["executionCounts"]!["succeeded"]!.AsNumber(), run["executionCounts"]!["failed"]!.AsNumber(), run["executionCounts"]!["pending"]!.AsNumber()));
        Assert.Equal(5, run["itemCounts"]!["total"]!.AsNumber());
    }

    [Fact]
    public async Task InlineMap_WithAReader_IsRefused()
    {
        using var client = new StatesClient(aws.Url);
        var definition = """{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}},"ItemBatcher":{"MaxItemsPerBatch":2}}}}""";
        var refused = await Assert.ThrowsAsync<StatesCallException>(() => CreateAsync(client, definition));
        Assert.Equal("InvalidDefinition", refused.Code);
    }

    private static Task<Json> CreateAsync(StatesClient client, string definition) => client.CallAsync(
        "CreateStateMachine", new JsonObject { { "name", AwsEndpointFixture.Unique("map") }, { "roleArn", "arn:aws:iam::000000000000:role/x" }, { "definition", definition } });

    private async Task<(Json Described, IReadOnlyList<string> Events)> RunAsync(string map)
    {
        using var client = new StatesClient(aws.Url);
        var machine = await CreateAsync(client, $$$"""{"StartAt":"M","States":{"M":{{{map}}}}}""");
        var started = await client.CallAsync("StartExecution", new JsonObject { { "stateMachineArn", machine["stateMachineArn"] }, { "input", """{"key":"items","list":[1,2,3,4,5]}""" } });
        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        var execution = new JsonObject { { "executionArn", started["executionArn"] } };
        Json described;
        do
        {
            described = await client.CallAsync("DescribeExecution", execution, deadline.Token);
        }
        while (described["status"]!.AsString() == "RUNNING");
        var history = await client.CallAsync("GetExecutionHistory", execution, deadline.Token);
        return (described, [.. ((JsonArray)history["events"]!).Select(static happened => happened["type"]!.AsString()!)]);
    }

    private async Task<Json> ReadAsync(string bucket, string key)
    {
        using var got = await aws.S3.GetObjectAsync(bucket, key);
        using var reader = new StreamReader(got.ResponseStream);
        return Json.ParseDocument(await reader.ReadToEndAsync());
    }
}
