using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>TestState: mocked results against what their services answer, and where errors come from. The texts were recorded of AWS, but for those of shapes that no recording has.</summary>
public sealed class TestStateTests(AwsEndpointFixture fixture) : IClassFixture<AwsEndpointFixture>
{
    private const string Sfn = "arn:aws:states:::states:startExecution";
    private const string Events = "arn:aws:states:::events:putEvents";
    private const string S3 = "arn:aws:states:::aws-sdk:s3:getObject";
    private const string Kms = "arn:aws:states:::aws-sdk:kms:encrypt";
    private const string GetFunction = "arn:aws:states:::aws-sdk:lambda:getFunction";

    [Theory]
    [InlineData(Events, """{"Entries":"text"}""", null, "Field 'Entries' must be an array")]
    [InlineData(Events, """{"Entries":[{"EventId":"1"},{"EventId":["2"]}]}""", "PRESENT", "Field 'EventId' must be a string")]
    [InlineData(Sfn, "{}", "STRICT", "Required field 'ExecutionArn' is missing")]
    [InlineData(Sfn, """{"executionArn":"a","startDate":"b"}""", null, "Required field 'ExecutionArn' is missing")]
    [InlineData(Sfn, """{"ExecutionArn":"a","StartDate":1764103483}""", "PRESENT", "Field 'StartDate' must be a string")]
    [InlineData(Sfn + ".sync", """{"ExecutionArn":"a","StateMachineArn":"b","StartDate":"c"}""", null, "Required field 'Status' is missing")]
    [InlineData(Sfn + ".sync:2", """{"ExecutionArn":"a","StateMachineArn":"b","StartDate":"c","Status":"DONE"}""", null, "Field 'Status' is not an expected value")]
    [InlineData("arn:aws:states:::lambda:invoke", """{"StatusCode":"200"}""", null, "Field 'StatusCode' must be a number")]
    [InlineData("arn:aws:states:::dynamodb:putItem", """{"ConsumedCapacity":{"CapacityUnits":"123.45"}}""", null, "Field 'CapacityUnits' must be a number")]
    [InlineData(S3, """{"ContentLength":"9000"}""", null, "Field 'ContentLength' must be a number")]
    [InlineData(S3, """{"StorageClass":"Papyrus"}""", "PRESENT", "Field 'StorageClass' is not an expected value")]
    [InlineData(Kms, """{"CiphertextBlob":""}""", null, "Field 'CiphertextBlob' is smaller than the minimum length")]
    [InlineData(GetFunction, """{"Configuration":{"MemorySize":127}}""", null, "Field 'MemorySize' is less than the minimum value")]
    [InlineData(GetFunction, """{"Configuration":{"MemorySize":10241}}""", null, "Field 'MemorySize' exceeds the maximum value")]
    [InlineData(GetFunction, """{"Tags":["a"]}""", null, "Field 'Tags' must be an object")]
    public async Task Mock_DoesNotFitItsService_IsRefused(string resource, string result, string? mode, string problem)
    {
        using var client = new StatesClient(fixture.Url);

        var refused = await Assert.ThrowsAsync<StatesCallException>(() => TestAsync(client, resource, result, mode));

        Assert.Equal($"ValidationException: Mock result schema validation error: {problem}", refused.Message);
    }

    [Theory]
    [InlineData(Events, """{"random":"json"}""", null)]
    [InlineData(Events, "{}", "PRESENT")]
    [InlineData(Sfn, "{}", "PRESENT")]
    [InlineData(Sfn, """{"StartDate":true}""", "NONE")]
    [InlineData(Sfn + ".waitForTaskToken", "[1]", null)]
    [InlineData(Sfn + ".sync:2", """{"ExecutionArn":"a","StateMachineArn":"b","StartDate":"c","Status":"SUCCEEDED","Output":{"x":1}}""", null)]
    [InlineData("arn:aws:states:::sqs:sendMessage", """{"MD5OfMessageBody":{"any":1},"MessageId":"m"}""", null)]
    [InlineData("arn:aws:states:::aws-sdk:dynamodb:getItem", """{"Item":{"id":{"S":"a"},"list":{"L":[{"N":"1"}]}}}""", null)]
    [InlineData("arn:aws:states:::glue:startJobRun", """{"JobRunId":1}""", null)]
    public async Task Mock_FitsItsService_IsTheResult(string resource, string result, string? mode)
    {
        using var client = new StatesClient(fixture.Url);

        var answer = await TestAsync(client, resource, result, mode);

        Assert.Equal("SUCCEEDED", answer["status"]!.AsString());
        Assert.Equal(result, answer["output"]!.AsString());
    }

    [Fact]
    public async Task Mock_OfUnknownMode_IsRefused()
    {
        using var client = new StatesClient(fixture.Url);

        var refused = await Assert.ThrowsAsync<StatesCallException>(() => TestAsync(client, Events, "{}", "LAX"));

        Assert.Equal("ValidationException", refused.Code);
    }

    [Theory]
    [InlineData("Inner", "FAILED")]
    [InlineData("Elsewhere", null)]
    public async Task ErrorCausedByState_IsWithinTheMap_OrRefused(string origin, string? status)
    {
        using var client = new StatesClient(fixture.Url);
        var request = new JsonObject
        {
            { "definition", """{"Type":"Map","End":true,"ItemsPath":"$.Values","ItemProcessor":{"StartAt":"Inner","States":{"Inner":{"Type":"Pass","End":true}}}}""" },
            { "input", """{"Values": ["a", "b"]}""" },
            { "inspectionLevel", "DEBUG" },
            { "stateConfiguration", new JsonObject { { "errorCausedByState", origin } } },
            { "mock", new JsonObject { { "errorOutput", new JsonObject { { "error", "E" }, { "cause", "c" } } } } },
        };

        if (status is null)
        {
            Assert.Equal("ValidationException", (await Assert.ThrowsAsync<StatesCallException>(() => client.CallAsync("TestState", request))).Code);
            return;
        }
        var answer = await client.CallAsync("TestState", request);
        Assert.Equal(status, answer["status"]!.AsString());
        Assert.Equal("""["a", "b"]""", answer["inspectionData"]!["afterItemsPath"]!.AsString());
    }

    [Fact]
    public async Task ContextObject_OfATest_HasItsOwnNameAndNoRole()
    {
        using var client = new StatesClient(fixture.Url);
        var request = new JsonObject
        {
            { "definition", """{"StartAt":"S","QueryLanguage":"JSONata","States":{"S":{"Type":"Pass","Output":"{% $states.context %}","End":true}}}""" }, { "stateName", "S" },
        };

        var output = Json.Parse((await client.CallAsync("TestState", request))["output"]!.AsString()!);

        Assert.Equal("StateName", output["State"]!["Name"]!.AsString());
        Assert.Equal(JsonKind.Null, output["Execution"]!["RoleArn"]!.Kind);
    }

    private static Task<Json> TestAsync(StatesClient client, string resource, string result, string? mode) => client.CallAsync("TestState", new JsonObject
    {
        { "definition", new JsonObject { { "Type", "Task" }, { "Resource", resource }, { "End", true } }.Text },
        { "mock", new JsonObject { { "result", result }, { "fieldValidationMode", mode } } },
    });
}
