using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using EventAi.Contracts;
using EventAi.Support;

namespace EventAi.AppHost.Tests;

/// <summary>After documents full of personal data are indexed, none of it is in vectors, payloads, topics, states, logs or traces.</summary>
[Collection(SystemTests.Name)]
public class LeakTests(RunningSystem system)
{
    /// <summary>As it stands in the documents.</summary>
    private static readonly string[] Seeded =
    [
        "ottilie.zwerg@leaktest.example", "+49 30 5550 1234", "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "078-05-1120", "12345678Z",
    ];

    private readonly Documents _documents = new(system.Gateway);

    /// <summary>Also without separators, and in any case.</summary>
    private static IEnumerable<string> Forbidden => Seeded.Concat(Seeded.Select(static value => string.Concat(value.Where(static letter => letter is not (' ' or '-'))))).Append("ottilie").Distinct();

    [Fact]
    public async Task Ingest_SeededCorpus_LeavesNoPersonalDataBehindIngestion()
    {
        var sentence = $"Ms Zwerg ({Seeded[0]}, {Seeded[1]}) pays from {Seeded[2]} or by card {Seeded[3]}; ids {Seeded[4]} and {Seeded[5]}.";
        var mail = $"From: {Seeded[0]}\nTo: desk@leaktest.example\nSubject: {Seeded[0]} complains\nDate: Fri, 21 Nov 2025 10:00:00 +0100\n\n{sentence}\n";
        (string Id, string Type, string Text)[] corpus =
        [
            ("leak/note.txt", "text/plain", sentence),
            ("leak/page.md", "text/markdown", $"# Case of {Seeded[0]}\n\n{sentence}\n\n## Card {Seeded[3]}\n\n{sentence}\n"),
            ("leak/page.html", "text/html", $"<html><head><title>{Seeded[0]}</title><meta name=keywords content=\"{Seeded[0]}\"></head><body><h1>{Seeded[1]}</h1><p>{sentence}</p></body></html>"),
            ("leak/rows.csv", "text/csv", $"name,mail,card\nZ,{Seeded[0]},{Seeded[3]}\n"),
            ("leak/record.json", "application/json", JsonSerializer.Serialize(new { title = Seeded[0], iban = Seeded[2], note = sentence })),
            ("leak/broken.json", "application/json", $"{{\"mail\":\"{Seeded[0]}\", \"card\": {Seeded[3]}"),
            ("leak/letter.eml", "message/rfc822", mail),
        ];
        foreach (var (id, type, text) in corpus)
        {
            await _documents.UploadAsync(id, Encoding.UTF8.GetBytes(text), type);
        }
        var statuses = new List<JsonElement>();
        foreach (var (id, _, _) in corpus)
        {
            statuses.Add(await _documents.EndAsync(id));
        }
        Assert.Equal(corpus.Length - 1, statuses.Count(static status => Documents.State(status) == "Indexed"));

        AssertClean("states", string.Join('\n', statuses));
        AssertClean("points", await PointsAsync());
        AssertClean("topics", Topics());
        AssertClean("logs", await TelemetryAsync("logs"));
        AssertClean("spans", await TelemetryAsync("spans"));
        using var found = await system.Gateway.PostAsJsonAsync("/search", new { query = "How does Ms Zwerg pay?", limit = 50 });
        var results = await found.Content.ReadAsStringAsync();
        Assert.Contains("pii_iban_", results, StringComparison.Ordinal);
        AssertClean("results", results);
    }

    [Fact]
    public async Task Reveal_WithoutTheKeyOrThroughTheGateway_IsRefused()
    {
        using var ingestion = system.App.CreateHttpClient("ingestion");
        using var tokenized = await ingestion.PostAsJsonAsync("/personal-data/tokenize", new { text = $"Who is {Seeded[0]}?" });
        var text = (await tokenized.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("text").GetString();

        using var revealed = await ingestion.PostAsJsonAsync("/personal-data/reveal", new { text });
        using var outside = await system.Gateway.PostAsJsonAsync("/personal-data/reveal", new { text });

        Assert.Matches("^Who is pii_email_[a-z]{16}\\?$", text);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, revealed.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, outside.StatusCode);
    }

    private static void AssertClean(string where, string text)
    {
        Assert.True(text.Length > 100, $"There is nothing to look at in the {where}: {text}");
        Assert.All(Forbidden, value => Assert.False(text.Contains(value, StringComparison.OrdinalIgnoreCase), $"'{value}' is in the {where}."));
    }

    private async Task<string> PointsAsync()
    {
        using var http = new HttpClient { BaseAddress = system.App.GetEndpoint("qdrant", "http") };
        using var response = await http.PostAsJsonAsync("/collections/chunks/points/scroll", new { limit = 100_000, with_payload = true, with_vector = true });
        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("leak/note.txt", text, StringComparison.Ordinal);
        return text;
    }

    private string Topics()
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig { BootstrapServers = system.Kafka, GroupId = Guid.NewGuid().ToString(), AutoOffsetReset = AutoOffsetReset.Earliest, EnablePartitionEof = true })
            .SetLogHandler(static (_, _) => { }).Build();
        var topics = Contracts.Topics.All.Where(static topic => topic.StartsWith("documents.", StringComparison.Ordinal)).SelectMany(static topic => new[] { topic, Contracts.Topics.DeadLetter(topic) }).ToArray();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        TopicPartition[] partitions = [.. admin.GetMetadata(TimeSpan.FromSeconds(20)).Topics.Where(topic => topics.Contains(topic.Topic)).SelectMany(static topic => topic.Partitions.Select(partition => new TopicPartition(topic.Topic, partition.PartitionId)))];
        consumer.Assign(partitions.Select(static partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var text = new StringBuilder();
        for (var ended = 0; ended < partitions.Length;)
        {
            var record = consumer.Consume(deadline.Token);
            if (record.IsPartitionEOF)
            {
                ended++;
                continue;
            }
            text.Append(Encoding.UTF8.GetString(record.Message.Value ?? [])).Append('\n');
            foreach (var header in record.Message.Headers)
            {
                text.Append(header.Key).Append('=').Append(Encoding.UTF8.GetString(header.GetValueBytes() ?? [])).Append('\n');
            }
        }
        return text.Replace("\\u002B", "+").Replace("\\u002b", "+").ToString(); // the one escape of JSON that the values need
    }

    private async Task<string> TelemetryAsync(string kind)
    {
        var text = "";
        await Eventually.HoldsAsync(TimeSpan.FromSeconds(30), async () => (text = await system.Telemetry.ReadAsync(kind)).Contains("leak", StringComparison.Ordinal) || text.Length > 10_000);
        return text;
    }
}
