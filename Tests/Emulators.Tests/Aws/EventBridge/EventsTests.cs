using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Tests.Aws.StepFunctions;

namespace EventAi.Emulators.Tests.Aws.EventBridge;

/// <summary>EventBridge with a clock that the test moves; the texts of errors were recorded of AWS.</summary>
public sealed class EventsTests : IAsyncLifetime
{
    private const string ArnPrefix = "arn:aws:events:us-east-1:000000000000:";

    private readonly ManualTime _time = new();
    private AwsServer _server = null!;
    private StatesClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await AwsServer.StartAsync(new AwsOptions { Port = 0, Memory = true }, _time);
        _client = new StatesClient(_server.Address.AbsoluteUri, _time);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("CreateConnection", """{"Name":"not allowed 1234678901234123412341234123412341234123412341234125678","AuthorizationType":"INVALID","AuthParameters":{}}""", """
        ValidationException: 3 validation errors detected: Value 'not allowed 1234678901234123412341234123412341234123412341234125678' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+; Value 'not allowed 1234678901234123412341234123412341234123412341234125678' at 'name' failed to satisfy constraint: Member must have length less than or equal to 64; Value 'INVALID' at 'authorizationType' failed to satisfy constraint: Member must satisfy enum value set: [BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY]
        """)]
    [InlineData("CreateApiDestination", """{"Name":"d","ConnectionArn":"none","InvocationEndpoint":"https://example.com/","HttpMethod":"TELL"}""", """
        ValidationException: 2 validation errors detected: Value 'none' at 'connectionArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws([a-z]|\-)*:events:([a-z]|\d|\-)*:([0-9]{12})?:connection\/[\.\-_A-Za-z0-9]+\/[\-A-Za-z0-9]+$; Value 'TELL' at 'httpMethod' failed to satisfy constraint: Member must satisfy enum value set: [HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS]
        """)]
    [InlineData("ListArchives", """{"EventSourceArn":"arn:aws:events:us-east-1:000000000000:event-bus/none"}""", "ResourceNotFoundException: Event bus none does not exist.")]
    [InlineData("StartReplay", """{"ReplayName":"r","EventSourceArn":"arn:aws:events:us-east-1:000000000000:archive/none","Destination":{"Arn":"arn:aws:events:us-east-1:000000000000:event-bus/none"},"EventStartTime":1,"EventEndTime":2}""", "ResourceNotFoundException: Event bus none does not exist.")]
    public async Task Request_ThatCannotBe_IsRefusedInAwssWords(string operation, string request, string expected)
    {
        var refused = await Assert.ThrowsAsync<StatesCallException>(() => _client.EventsAsync(operation, (JsonObject)Json.Parse(request)));

        Assert.Equal(expected.Trim(), refused.Message);
    }

    [Fact]
    public async Task ApiDestination_OfAConnectionThatIsNotAuthorizedYet_IsInactive()
    {
        async Task<string> StateAsync(string name, string type, string parameters)
        {
            var connection = await _client.EventsAsync("CreateConnection", new JsonObject { { "Name", name }, { "AuthorizationType", type }, { "AuthParameters", Json.Parse(parameters) } });
            var destination = new JsonObject { { "Name", name }, { "ConnectionArn", connection["ConnectionArn"] }, { "InvocationEndpoint", "https://example.com/" }, { "HttpMethod", "POST" } };
            return (await _client.EventsAsync("CreateApiDestination", destination))["ApiDestinationState"]!.AsString()!;
        }
        Assert.Equal("ACTIVE", await StateAsync("basic", "BASIC", """{"BasicAuthParameters":{"Username":"u","Password":"p"}}"""));
        Assert.Equal("INACTIVE", await StateAsync("oauth", "OAUTH_CLIENT_CREDENTIALS", """{"OAuthParameters":{"AuthorizationEndpoint":"https://example.com/","HttpMethod":"POST","ClientParameters":{"ClientID":"i","ClientSecret":"s"}}}"""));
    }

    [Fact]
    public async Task Archive_EventsPastTheirRetention_AreDroppedAndNotReplayed()
    {
        var bus = ArnPrefix + "event-bus/default";
        await _client.EventsAsync("CreateArchive", new JsonObject { { "ArchiveName", "a" }, { "EventSourceArn", bus }, { "RetentionDays", 2 } });
        await _client.EventsAsync("CreateArchive", new JsonObject { { "ArchiveName", "forever" }, { "EventSourceArn", bus } });
        await PutAsync("old");
        _time.Advance(TimeSpan.FromDays(1.5));
        await PutAsync("young");
        Assert.Equal(2, await CountAsync("a"));

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, await CountAsync("a"));
        Assert.Equal(2, await CountAsync("forever"));
        var listed = (JsonArray)(await _client.EventsAsync("ListArchives", new JsonObject { { "NamePrefix", "a" } }))["Archives"]!;
        Assert.Equal(1, Assert.Single(listed)["EventCount"]!.AsNumber());
        var queue = await TargetAsync("""{"replay-name":[{"exists":true}]}""", null);
        await _client.EventsAsync("StartReplay", new JsonObject
        {
            { "ReplayName", "r" }, { "EventSourceArn", ArnPrefix + "archive/a" }, { "Destination", new JsonObject { { "Arn", bus } } }, { "EventStartTime", 1 }, { "EventEndTime", _time.GetUtcNow().ToUnixTimeSeconds() },
        });
        Assert.Equal("young", Json.Parse(await BodyAsync(queue))["detail-type"]!.AsString());
        _time.Advance(TimeSpan.FromDays(1.1));
        Assert.Equal(0, await CountAsync("a"));
    }

    [Theory]
    [InlineData("\"<list> and <object>, <text>\"", "\"[A,B] and {x:1,y:z}, t\"")]
    [InlineData("""{"l":<list>,"t":"is <text>"}""", """{"l":["A","B"],"t":"is t"}""")]
    [InlineData("<aws.events.event>", null)]
    public async Task InputTemplate_IsFilledAsAwsDoesIt(string template, string? expected)
    {
        var queue = await TargetAsync("""{"source":["test"]}""", new JsonObject { { "InputPathsMap", Json.Parse("""{"list":"$.detail.list","object":"$.detail.object","text":"$.detail.text"}""") }, { "InputTemplate", template } });

        await PutAsync("type", """{"list":["A","B"],"object":{"x":1,"y":"z"},"text":"t"}""");

        var body = await BodyAsync(queue);
        if (expected is not null)
        {
            Assert.Equal(expected, body);
            return;
        }
        var told = (JsonObject)Json.Parse(body);
        Assert.Equal(["id", "account", "detailType", "time", "source", "region", "resources", "version"], told.Names);
        Assert.Equal("type", told["detailType"]!.AsString());
    }

    [Fact]
    public async Task InputTemplate_ThatMakesNoJson_IsNotDelivered()
    {
        var queue = await TargetAsync("""{"source":["test"]}""", new JsonObject { { "InputPathsMap", Json.Parse("""{"v":"$.detail.v"}""") }, { "InputTemplate", """{"quoted":"<v>"}""" } });

        await PutAsync("type", """{"v":{"an":"object"}}""");
        await PutAsync("type", """{"v":"text"}""");

        Assert.Equal("""{"quoted":"text"}""", await BodyAsync(queue));
        Assert.Null((await _client.SqsAsync("ReceiveMessage", new JsonObject { { "QueueUrl", queue } }))["Messages"]);
    }

    private Task<Json> PutAsync(string type, string detail = "{}")
        => _client.EventsAsync("PutEvents", new JsonObject { { "Entries", new JsonArray { new JsonObject { { "Source", "test" }, { "DetailType", type }, { "Detail", detail } } } } });

    private async Task<double> CountAsync(string archive) => (await _client.EventsAsync("DescribeArchive", new JsonObject { { "ArchiveName", archive } }))["EventCount"]!.AsNumber()!.Value;

    private async Task<string> TargetAsync(string pattern, JsonObject? transformer)
    {
        var queue = (await _client.SqsAsync("CreateQueue", new JsonObject { { "QueueName", "target" } }))["QueueUrl"]!.AsString()!;
        await _client.EventsAsync("PutRule", new JsonObject { { "Name", "rule" }, { "EventPattern", pattern } });
        var target = new JsonObject { { "Id", "1" }, { "Arn", "arn:aws:sqs:us-east-1:000000000000:target" }, { "InputTransformer", transformer } };
        Assert.Equal(0, (await _client.EventsAsync("PutTargets", new JsonObject { { "Rule", "rule" }, { "Targets", new JsonArray { target } } }))["FailedEntryCount"]!.AsNumber());
        return queue;
    }

    private async Task<string> BodyAsync(string queue)
    {
        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        while (true)
        {
            if ((await _client.SqsAsync("ReceiveMessage", new JsonObject { { "QueueUrl", queue } }, deadline.Token))["Messages"] is JsonArray { Count: > 0 } messages)
            {
                return messages[0]["Body"]!.AsString()!;
            }
            await Task.Delay(20, deadline.Token);
        }
    }
}
