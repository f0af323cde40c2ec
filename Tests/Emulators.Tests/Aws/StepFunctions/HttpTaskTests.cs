using System.Threading.Channels;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>HTTP tasks against a real server: what the definition, the connection and Step Functions itself put into the request (developer guide, "Call HTTPS APIs in Step Functions workflows").</summary>
public sealed class HttpTaskTests(AwsEndpointFixture fixture) : IClassFixture<AwsEndpointFixture>, IAsyncLifetime
{
    private readonly Channel<(string Line, Dictionary<string, string> Headers, string Body)> _received = Channel.CreateUnbounded<(string, Dictionary<string, string>, string)>();
    private WebApplication _server = null!;
    private StatesClient _client = null!;
    private string _connection = "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Map("/{**path}", async (HttpContext http) =>
        {
            using var body = new StreamReader(http.Request.Body);
            await _received.Writer.WriteAsync(($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", http.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), await body.ReadToEndAsync()));
            http.Response.StatusCode = http.Request.Path == "/teapot" ? 418 : 200;
            await http.Response.WriteAsync("""{"ok":true}""");
        });
        await _server.StartAsync();
        _client = new StatesClient(fixture.Url);
        _connection = await ConnectAsync("""{"BodyParameters":[{"Key":"BodyParam","Value":"connection"}],"HeaderParameters":[{"Key":"Header-Param","Value":"connection"}],"QueryStringParameters":[{"Key":"QueryParam","Value":"connection"}]}""");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Definition_AndConnection_AreMergedAndTheConnectionCounts()
    {
        var answer = await TestAsync("""
            "Headers":{"Request-Id":"r","header-param":"definition"},"QueryParameters":{"QueryParam":"definition","q":["1","2 3"]},"RequestBody":{"Job":"j","BodyParam":"definition"}
            """);

        Assert.Equal("SUCCEEDED", answer["status"]!.AsString());
        Assert.Equal("""{"ok":true}""", Json.Parse(answer["output"]!.AsString()!)["ResponseBody"]!.Text);
        var (line, headers, body) = await ReceivedAsync();
        Assert.Equal("POST /path?q=1&q=2%203&QueryParam=connection", line);
        Assert.Equal("""{"Job":"j","BodyParam":"connection"}""", body);
        Assert.Equal("r", headers["Request-Id"]);
        Assert.Equal("connection", headers["Header-Param"]);
        Assert.Equal("Basic dTpw", headers["Authorization"]);
        Assert.Equal("application/json; charset=UTF-8", headers["Content-Type"]);
        Assert.Equal("Amazon|StepFunctions|HttpInvoke|us-east-1", headers["User-Agent"]);
        Assert.Equal("bytes=0-262144", headers["Range"]);
    }

    [Theory]
    [InlineData("INDICES", "array[0]=a+b&array[1]=c&customer[name]=n%26m")]
    [InlineData("REPEAT", "array=a+b&array=c&customer[name]=n%26m")]
    [InlineData("COMMAS", "array=a+b,c&customer[name]=n%26m")]
    [InlineData("BRACKETS", "array[]=a+b&array[]=c&customer[name]=n%26m")]
    public async Task Body_ToBeUrlEncoded_IsAForm(string arrays, string expected)
    {
        _connection = await ConnectAsync("{}");

        await TestAsync($$$"""
            "Headers":{"content-type":"application/x-www-form-urlencoded"},"Transform":{"RequestBodyEncoding":"URL_ENCODED","RequestEncodingOptions":{"ArrayFormat":"{{{arrays}}}"}},"RequestBody":{"array":["a b","c"],"customer":{"name":"n&m"}}
            """);

        var (_, headers, body) = await ReceivedAsync();
        Assert.Equal(expected, body);
        Assert.Equal("application/x-www-form-urlencoded", headers["Content-Type"]);
    }

    [Theory]
    [InlineData("""
        "Headers":{"Authorization":"x"}
        """)]
    [InlineData("""
        "Headers":{"x-amz-date":"x"}
        """)]
    [InlineData("""
        "RequestBody":"text"
        """)]
    public async Task Definition_ThatCannotBeUsed_FailsAtRuntime(string parameters)
        => Assert.Equal("States.Runtime", (await TestAsync(parameters))["error"]!.AsString());

    [Fact]
    public async Task Answer_WithoutSuccess_FailsWithItsStatus()
    {
        var answer = await TestAsync("""
            "Comment":"-"
            """, path: "teapot");

        Assert.Equal("States.Http.StatusCode.418", answer["error"]!.AsString());
        Assert.Equal("""{"ok":true}""", answer["cause"]!.AsString());
        Assert.Equal("418", answer["inspectionData"]!["response"]!["statusCode"]!.AsString());
    }

    [Theory]
    [InlineData(true, "[Request-Id: r, Authorization: Basic dTpw, Header-Param: connection, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]", "?QueryParam=connection", """{"Job":"j","BodyParam":"connection"}""")]
    [InlineData(false, "[Request-Id: r, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]", "", """{"Job":"j"}""")]
    public async Task Trace_TellsOfRequestAndResponse_SecretsOnlyWhereAsked(bool reveals, string headers, string query, string body)
    {
        var data = (await TestAsync("""
            "Headers":{"Request-Id":"r"},"RequestBody":{"Job":"j"}
            """, reveals: reveals))["inspectionData"]!;

        Assert.Equal("http", data["request"]!["protocol"]!.AsString());
        Assert.Equal("POST", data["request"]!["method"]!.AsString());
        Assert.Equal($"{_server.Urls.First()}/path{query}", data["request"]!["url"]!.AsString());
        Assert.Equal(headers, data["request"]!["headers"]!.AsString());
        Assert.Equal(body, data["request"]!["body"]!.AsString());
        Assert.Equal("200", data["response"]!["statusCode"]!.AsString());
        Assert.Equal("OK", data["response"]!["statusMessage"]!.AsString());
        Assert.Equal("""{"ok":true}""", data["response"]!["body"]!.AsString());
        Assert.Contains("server: Kestrel", data["response"]!["headers"]!.AsString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Debug_TellsNothingOfTheRequest()
        => Assert.Null((await TestAsync("""
            "Comment":"-"
            """, level: "DEBUG"))["inspectionData"]!["request"]);

    private async Task<string> ConnectAsync(string parameters) => (await _client.EventsAsync("CreateConnection", new JsonObject
    {
        { "Name", AwsEndpointFixture.Unique("c") },
        { "AuthorizationType", "BASIC" },
        { "AuthParameters", new JsonObject { { "BasicAuthParameters", Json.Parse("""{"Username":"u","Password":"p"}""") }, { "InvocationHttpParameters", Json.Parse(parameters) } } },
    }))["ConnectionArn"]!.AsString()!;

    private Task<Json> TestAsync(string parameters, string path = "path", string level = "TRACE", bool reveals = true) => _client.CallAsync("TestState", new JsonObject
    {
        {
            "definition",
            $$$"""{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Parameters":{"ApiEndpoint":"{{{_server.Urls.First()}}}/{{{path}}}","Method":"POST","Authentication":{"ConnectionArn":"{{{_connection}}}"},{{{parameters}}}},"End":true}"""
        },
        { "roleArn", "arn:aws:iam::000000000000:role/x" },
        { "inspectionLevel", level },
        { "revealSecrets", reveals },
    });

    private async Task<(string Line, Dictionary<string, string> Headers, string Body)> ReceivedAsync()
    {
        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        return await _received.Reader.ReadAsync(deadline.Token);
    }
}
