using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Emulators.Ollama;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Bench.Ollama.Embedding;

/// <summary>Embeddings a second over the API and by the TensorFlow.js original, side by side on the same texts.</summary>
internal static class EmbeddingBench
{
    private const int Rounds = 3;

    private static readonly (int Tokens, int Count, int Alone)[] Cases = [(8, 1000, 100), (57, 500, 50), (120, 250, 25)];

    public static async Task RunAsync()
    {
        var weights = new OllamaOptions().UseLiteFolder(Environment.CurrentDirectory);
        var maker = new TextMaker(UseLiteModel.Load(weights), seed: 7);
        var texts = Array.ConvertAll(Cases, item => maker.Make(item.Count, item.Tokens));
        var reference = await Reference.MeasureAsync(weights, [.. texts.Select((list, index) => list[..Cases[index].Alone])]);
        List<Figures> figures = [];
        using (var server = await ServerProcess.StartAsync())
        {
            await EmbedAsync(server.Http, texts[0][..64]);
            for (var index = 0; index < Cases.Length; index++)
            {
                figures.Add(await MeasureAsync(server, texts[index], Cases[index], reference[index]));
            }
        }

        Print(figures, await AtRest.MeasureAsync());
    }

    private static async Task<Figures> MeasureAsync(ServerProcess server, string[] texts, (int Tokens, int Count, int Alone) item, Reference.Result reference)
    {
        var (wall, cpu) = (double.MaxValue, double.MaxValue);
        float[][] vectors = [];
        for (var round = 0; round < Rounds; round++)
        {
            var (started, before) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
            vectors = await EmbedAsync(server.Http, texts);
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(started).TotalSeconds);
            cpu = Math.Min(cpu, (server.ProcessorTime - before).TotalSeconds);
        }

        var first = Stopwatch.GetTimestamp();
        foreach (var text in texts[..item.Alone])
        {
            await EmbedAsync(server.Http, [text]);
        }

        var alone = Stopwatch.GetElapsedTime(first).TotalSeconds;
        var difference = reference.Vectors.Zip(vectors).Max(static pair => pair.First.Zip(pair.Second).Max(static both => Math.Abs(both.First - both.Second)));
        return new Figures(
            item.Tokens, item.Count / wall, item.Count / cpu, item.Alone / alone, item.Alone / reference.Alone, item.Alone / reference.Batched, difference);
    }

    private static async Task<float[][]> EmbedAsync(HttpClient http, string[] input)
    {
        using var response = await http.PostAsJsonAsync("/api/embed", new { model = "use-lite", input });
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("embeddings").Deserialize<float[][]>()!;
    }

    private static void Print(List<Figures> figures, AtRest rest)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"best of {Rounds}, {Environment.ProcessorCount} cores; texts a second, per core: for a second of processor time"));
        Console.WriteLine();
        Console.WriteLine("| tokens | one request | one by one | per core | TensorFlow.js per core, one by one | in batches of 32 | ratio | largest difference |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in figures)
        {
            var best = Math.Max(row.Reference, row.ReferenceBatched);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Tokens} | {row.Together:N0} | {row.Alone:N0} | {row.PerCore:N0} | {row.Reference:N1} | {row.ReferenceBatched:N1} | {row.PerCore / row.Reference:N1} ({row.PerCore / best:N1} to its best) | {row.Difference:E1} |"));
        }

        Console.WriteLine();
        Console.WriteLine("| at rest | |");
        Console.WriteLine("|---|---|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| start to ready, s | {rest.StartSeconds:F2} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| memory before any model is loaded, MB | {rest.Megabytes:F0} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| memory with use-lite loaded and used, MB | {rest.LoadedMegabytes:F0} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| memory after keep_alive 0, MB | {rest.UnloadedMegabytes:F0} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| CPU of one core, % | {rest.CpuPercent:F2} |"));
    }
}
