using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Protocol;
using EventAi.Emulators.Grpc;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using State = Aspire.Hosting.Dashboard.Protocol.ResourceCommandState;

namespace EventAi.Aspire.Hosting.Tests;

/// <summary>The dashboard's side of aspire.v1.DashboardService, spoken with nothing but HTTP/2.</summary>
public sealed class DashboardServiceTests : IDisposable
{
    private readonly HttpClient client = new() { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    private readonly CancellationTokenSource deadline = new(TestApplication.Deadline);

    [Fact]
    public async Task WatchResources_SendsAllResourcesThenTheirChanges()
    {
        await using var test = await StartAsync();
        await test.HealthyAsync("back");
        await using var updates = CallAsync(test, "WatchResources", new WatchResourcesRequest(), WatchResourcesUpdate.Parser).GetAsyncEnumerator(deadline.Token);
        Assert.True(await updates.MoveNextAsync());

        var resources = updates.Current.InitialData.Resources.ToDictionary(r => r.DisplayName, StringComparer.Ordinal);
        var back = resources["back"];
        Assert.Equal(test.Notifications.Find("back").Single().ResourceId, back.Name);
        Assert.Equal(("Project", "Running"), (back.ResourceType, back.State));
        Assert.NotNull(back.CreatedAt);
        Assert.NotNull(back.StartedAt);
        Assert.Equal(HealthStatus.Healthy, Assert.Single(back.HealthReports).Status);
        Assert.All(back.Properties, p => Assert.NotNull(p.Value));
        Assert.All(back.Urls, u => Assert.NotNull(u.DisplayProperties));
        Assert.Contains(back.Relationships, r => r is { ResourceName: "sleeper", Type: "WaitFor" });
        Assert.Contains(back.Environment, v => v is { Name: "OTEL_SERVICE_NAME", Value: "back" });
        Assert.Equal(State.Enabled, back.Commands.Single(c => c.Name == "stop").State);
        Assert.Equal(State.Hidden, back.Commands.Single(c => c.Name == "start").State);
        Assert.Contains(back.Commands, c => c is { Name: "greet", DisplayName: "Greet", IsHighlighted: true });
        var token = resources["token"].Properties.Single(p => p.Name == "Value");
        Assert.True(token.IsSensitive);
        Assert.Equal("t0ken", token.Value.StringValue);

        Assert.True((await test.App.ResourceCommands.ExecuteCommandAsync("sleeper", "stop")).Success);
        while (await updates.MoveNextAsync())
        {
            if (updates.Current.Changes.Value.Any(c => c.Upsert is { DisplayName: "sleeper", State: "Exited" }))
            {
                return;
            }
        }
        Assert.Fail("the stream has ended");
    }

    [Fact]
    public async Task WatchResourceConsoleLogs_SendsHistoryAndFollows()
    {
        await using var test = await StartAsync();
        await test.HealthyAsync("back");
        await test.PostAsync("back", "/say/before");
        WatchResourceConsoleLogsRequest request = new() { ResourceName = test.Notifications.Find("back").Single().ResourceId };
        var (before, number) = (false, 0);
        await foreach (var line in CallAsync(test, "WatchResourceConsoleLogs", request, WatchResourceConsoleLogsUpdate.Parser).SelectMany(u => u.LogLines))
        {
            Assert.True(line.LineNumber > number);
            number = line.LineNumber;
            if (line.Text.EndsWith(" before", StringComparison.Ordinal))
            {
                before = true;
                await test.PostAsync("back", "/say/after");
            }
            if (line.Text.EndsWith(" after", StringComparison.Ordinal))
            {
                break;
            }
        }
        Assert.True(before);

        request.SuppressFollow = true;
        var history = await CallAsync(test, "WatchResourceConsoleLogs", request, WatchResourceConsoleLogsUpdate.Parser).SelectMany(u => u.LogLines).ToListAsync(deadline.Token);
        Assert.Contains(history, l => l.Text.EndsWith(" after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExecuteResourceCommand_AnswersWithKindAndResult()
    {
        await using var test = await StartAsync();
        await test.HealthyAsync("back");
        var id = test.Notifications.Find("back").Single().ResourceId;

        var greeted = await OneAsync(test, "ExecuteResourceCommand", new ResourceCommandRequest { ResourceName = id, CommandName = "greet" }, ResourceCommandResponse.Parser);
        Assert.Equal(ResourceCommandResponseKind.Succeeded, greeted.Kind);
        Assert.Equal("hello", greeted.Result.Value);
        var unknown = await OneAsync(test, "ExecuteResourceCommand", new ResourceCommandRequest { ResourceName = id, CommandName = "nothing" }, ResourceCommandResponse.Parser);
        Assert.Equal(ResourceCommandResponseKind.Failed, unknown.Kind);
    }

    [Fact]
    public async Task GetApplicationInformation_NamesTheApplication()
    {
        await using var test = await StartAsync();
        var information = await OneAsync(test, "GetApplicationInformation", new ApplicationInformationRequest(), ApplicationInformationResponse.Parser);
        Assert.NotEmpty(information.ApplicationName);
    }

    public void Dispose()
    {
        client.Dispose();
        deadline.Dispose();
    }

    private static Task<TestApplication> StartAsync() => TestApplication.StartAsync(
        builder =>
        {
            builder.AddParameter("token", () => "t0ken", secret: true);
            var sleeper = builder.AddExecutable("sleeper", "sleep", "/", "1000");
            builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health").WaitFor(sleeper)
                .WithCommand("greet", "Greet", _ => Task.FromResult(CommandResults.Success("done", "hello")), new() { IsHighlighted = true });
        },
        resourceService: true);

    private async Task<T> OneAsync<T>(TestApplication test, string method, IMessage request, MessageParser<T> parser)
        where T : class, IMessage<T> => Assert.Single(await CallAsync(test, method, request, parser).ToListAsync(deadline.Token));

    private async IAsyncEnumerable<T> CallAsync<T>(TestApplication test, string method, IMessage request, MessageParser<T> parser, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IMessage<T>
    {
        Pipe body = new();
        GrpcFraming.Write(body.Writer, request);
        await body.Writer.CompleteAsync();
        using HttpRequestMessage call = new(HttpMethod.Post, $"{test.App.Services.GetRequiredService<DashboardHost>().ResourceServiceUrl}/aspire.v1.DashboardService/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StreamContent(body.Reader.AsStream()) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        call.Headers.TE.Add(new("trailers"));
        using var response = await client.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        var reader = PipeReader.Create(await response.Content.ReadAsStreamAsync(deadline.Token));
        while (await GrpcFraming.ReadAsync(reader, parser, GrpcEndpoints.DefaultMaxMessageLength, deadline.Token) is { } message)
        {
            yield return message;
        }
        Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
    }
}
