using System.IO.Compression;
using EventAi.Bench.Retrieval.Collections;
using EventAi.Bench.Retrieval.Metrics;

namespace EventAi.HybridSearch.Tests;

/// <summary>What the retrieval benchmark reads and how it reckons.</summary>
public sealed class TestCollectionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("collection-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("q 1\td/1\t2\nq 1\td2\t0\n")]
    [InlineData("query-id\tcorpus-id\tscore\nq 1\td/1\t2\n")]
    [InlineData("q 1\t0\td/1\t2\n")]
    public void Read_OddInputs_AreUnderstood(string qrels)
    {
        using (var packed = new StreamWriter(new GZipStream(File.Create(Path.Combine(folder, "documents.jsonl.gz")), CompressionLevel.Fastest)))
        {
            packed.Write("{\"id\": \"d/1\", \"title\": null, \"text\": \"one\"}\n\n{\"_id\": 2, \"text\": \"\"}\n{\"id\": \"d2\", \"title\": \"Two\", \"text\": \"two words\"}\n{\"id\": \"d2\", \"text\": \"again\"}\n");
        }

        Write("queries.jsonl", "{\"id\": \"q 1\", \"text\": \"first\"}\n{\"id\": \"unjudged\", \"text\": \"x\"}");
        Write("qrels.tsv", qrels);
        var collection = TestCollection.Read(folder);
        Assert.Equal(["d/1", "d2"], collection.Documents.Select(static document => document.Id));
        Assert.Equal("two words", collection.Documents[1].Content);
        var topic = Assert.Single(collection.Topics);
        Assert.Equal(2, topic.Grades["d/1"]);
    }

    [Theory]
    [InlineData("{\"id\": \"1\"", "q\td\t1", "documents.jsonl, line 1")]
    [InlineData("{\"text\": \"no id\"}", "q\td\t1", "no id")]
    [InlineData("{\"id\": \"1\", \"text\": \"x\"}", "q\td\t1\nq\td\tyes", "line 2: the grade yes is no number")]
    [InlineData("{\"id\": \"1\", \"text\": \"x\"}", "a\tb\tc\td\te", "5 columns")]
    [InlineData("{\"id\": \"1\", \"text\": \"x\"}", "other\td\t1", "do their ids match")]
    [InlineData("{\"id\": \"1\", \"text\": \" \"}", "q\td\t1", "no document has any text")]
    public void Read_BadInput_SaysWhere(string documents, string qrels, string error)
    {
        Write("documents.jsonl", documents);
        Write("queries.jsonl", "{\"id\": \"q\", \"text\": \"x\"}");
        Write("qrels.tsv", qrels);
        Assert.Contains(error, Assert.Throws<CollectionException>(() => TestCollection.Read(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Ranking_GivesTrecEvalsFigures()
    {
        var grades = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 3, ["b"] = 1, ["c"] = 0, ["missing"] = 2 };
        var figures = Figures.Of(["c", "b", "x", "a"], grades);
        var ideal = 3 + (2 / Math.Log2(3)) + (1 / 2.0);
        Assert.Equal(((1 / Math.Log2(3)) + (3 / Math.Log2(5))) / ideal, figures.Ndcg, 1e-9);
        Assert.Equal(2.0 / 3, figures.Recall, 1e-9);
        Assert.Equal(0.5, figures.ReciprocalRank, 1e-9);
        Assert.Equal(new Figures(0, 0, 0), Figures.Of([], grades));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
