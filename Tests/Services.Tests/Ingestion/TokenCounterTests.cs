using EventAi.Emulators.Ollama;
using EventAi.Ingestion;
using EventAi.Ingestion.Chunking;
using EventAi.Ingestion.Parsing;
using EventAi.Services.Tests.Retrieval;
using EventAi.Support;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Ingestion;

public class TokenCounterTests
{
    /// <summary>What the counter says of real documents, beside what the model's own tokenizer counts.</summary>
    [Fact]
    public async Task Count_ChunksOfTheSamples_IsOnTheSafeSideOfTheModelsOwn()
    {
        await using var server = await OllamaServer.StartAsync(new OllamaOptions());
        using var model = Generator.Embeddings(server.Address);
        var chunker = new Chunker(Options.Create(new IngestionOptions { EmbeddingModel = "use-lite" }));
        var texts = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("samples")).Where(static file => MediaTypes.Of(declared: null, file) is MediaTypes.Markdown or MediaTypes.Text or MediaTypes.Html))
        {
            texts.AddRange(chunker.Chunk(DocumentParser.Parse(await File.ReadAllBytesAsync(file), MediaTypes.Of(declared: null, file)!, charset: null, file)).Select(static chunk => chunk.Text));
        }
        var counter = EmbeddingModels.Counter("use-lite");

        var (counted, real, over) = (0L, 0L, 0);
        foreach (var text in texts)
        {
            var tokens = (await model.GenerateAsync([text])).Usage!.InputTokenCount!.Value;
            (counted, real) = (counted + counter.Count(text), real + tokens);
            over += tokens > EmbeddingModels.TokensRead("use-lite") ? 1 : 0;
        }

        Assert.True(texts.Count > 50);
        Assert.InRange(counted / (double)real, 0.95, 1.4);
        Assert.True(over * 20 <= texts.Count, $"{over} of {texts.Count} chunks have more tokens than the model reads.");
    }
}
