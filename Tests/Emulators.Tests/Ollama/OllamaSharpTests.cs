using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OllamaSharp;
using OllamaSharp.Models.Exceptions;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>The emulator through the client that the services use, and that client's telemetry.</summary>
[Collection(OllamaCollection.Name)]
public sealed class OllamaSharpTests(OllamaFixture fixture)
{
    private const string Source = "Experimental.Microsoft.Extensions.AI";

    private static readonly ChatMessage[] Prompt =
    [
        new(ChatRole.System, "Answer only from the context blocks and cite them."),
        new(ChatRole.User, "[1] Limits\nThe daily limit for cash withdrawals is 1,000 euros.\n\nQuestion: What is the daily limit for cash?"),
    ];

    [Fact]
    public async Task GenerateAsync_Texts_GivesVectorsUsageAndModel()
    {
        using var client = new OllamaApiClient(fixture.Server.Address, "use-lite");
        IEmbeddingGenerator<string, Embedding<float>> generator = client;
        var embeddings = await generator.GenerateAsync(["one", "two words"]);
        Assert.Equal(2, embeddings.Count);
        Assert.Equal(fixture.Model.Embed("two words"), embeddings[1].Vector.ToArray());
        Assert.Equal("use-lite", embeddings[0].ModelId);
        Assert.Equal(fixture.Model.Tokenize("one").Length + fixture.Model.Tokenize("two words").Length, embeddings.Usage!.InputTokenCount);
        Assert.True((TimeSpan)embeddings.AdditionalProperties!["total_duration"]! > TimeSpan.Zero);
    }

    [Fact]
    public async Task GetResponseAsync_Prompt_GivesCitedAnswerWithUsage()
    {
        using var client = new OllamaApiClient(fixture.Server.Address, "extractive");
        IChatClient chat = client;
        var response = await chat.GetResponseAsync(Prompt, new ChatOptions { Temperature = 0.1f, MaxOutputTokens = 100 });
        Assert.Equal("The daily limit for cash withdrawals is 1,000 euros. [1]", response.Text);
        Assert.Equal("extractive", response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.True(response.Usage!.InputTokenCount > 10 && response.Usage.OutputTokenCount > 5);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_Prompt_StreamsTheSameAnswer()
    {
        using var client = new OllamaApiClient(new Uri(fixture.Server.Address.AbsoluteUri), "none");
        IChatClient chat = client;
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in chat.GetStreamingResponseAsync(Prompt, new ChatOptions { ModelId = "extractive" }))
        {
            updates.Add(update);
        }

        var response = updates.ToChatResponse();
        Assert.True(updates.Count > 5);
        Assert.Equal("The daily limit for cash withdrawals is 1,000 euros. [1]", response.Text);
        Assert.True(response.Usage!.OutputTokenCount > 5);
    }

    [Fact]
    public async Task ListLocalModelsAsync_Server_NamesBoth()
    {
        using var client = new OllamaApiClient(fixture.Server.Address);
        Assert.True(await client.IsRunningAsync());
        Assert.NotEmpty(await client.GetVersionAsync());
        Assert.Contains(await client.ListLocalModelsAsync(), static model => model.Name == "use-lite:latest" && model.Details.Format == "tfjs");
    }

    [Fact]
    public async Task Calls_Refused_ThrowAsTheRealClientDoes()
    {
        using var client = new OllamaApiClient(fixture.Server.Address, "extractive");
        IEmbeddingGenerator<string, Embedding<float>> generator = client;
        var refused = await Assert.ThrowsAsync<OllamaException>(() => generator.GenerateAsync(["x"]));
        Assert.Contains("does not support embeddings", refused.Message, StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<HttpRequestException>(() => generator.GenerateAsync(["x"], new EmbeddingGenerationOptions { ModelId = "nope" }));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task UseOpenTelemetry_Calls_WriteSpansAndMetricsOfTheConventions()
    {
        List<Activity> spans = [];
        List<(string Instrument, string? Model, double Value)> measurements = [];
        using var activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => { lock (spans) { spans.Add(activity); } },
        };
        ActivitySource.AddActivityListener(activities);
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Source)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        meters.Start();

        var services = new ServiceCollection().AddLogging();
        services.AddChatClient(_ => new OllamaApiClient(fixture.Server.Address, "extractive")).UseLogging().UseOpenTelemetry();
        services.AddEmbeddingGenerator<string, Embedding<float>>(_ => new OllamaApiClient(fixture.Server.Address, "use-lite")).UseLogging().UseOpenTelemetry();
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IChatClient>().GetResponseAsync(Prompt);
        await foreach (var _ in provider.GetRequiredService<IChatClient>().GetStreamingResponseAsync(Prompt))
        {
        }

        await provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["hello"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => provider.GetRequiredService<IChatClient>().GetResponseAsync(Prompt, new ChatOptions { ModelId = "nope" }));

        Assert.Equal(["chat extractive", "chat extractive", "embeddings use-lite", "chat nope"], spans.Select(static span => span.DisplayName));
        Assert.All(spans, static span => Assert.Equal(ActivityKind.Client, span.Kind));
        Assert.Equal("chat", spans[0].GetTagItem("gen_ai.operation.name"));
        Assert.Equal("ollama", spans[0].GetTagItem("gen_ai.provider.name"));
        Assert.Equal(fixture.Server.Address.Port, spans[0].GetTagItem("server.port"));
        Assert.True((int)spans[1].GetTagItem("gen_ai.usage.output_tokens")! > 5);
        Assert.True((int)spans[2].GetTagItem("gen_ai.usage.input_tokens")! > 0);
        Assert.Null(spans[0].GetTagItem("gen_ai.input.messages"));
        Assert.Equal(ActivityStatusCode.Error, spans[3].Status);
        Assert.Equal(4, measurements.Count(static measurement => measurement.Instrument == "gen_ai.client.operation.duration"));
        Assert.Contains(measurements, static measurement => measurement is { Instrument: "gen_ai.client.token.usage", Model: "use-lite", Value: > 0 });

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string? model = null;
            foreach (var tag in tags)
            {
                model = tag.Key == "gen_ai.request.model" ? tag.Value as string : model;
            }

            lock (measurements)
            {
                measurements.Add((instrument.Name, model, value));
            }
        }
    }
}
