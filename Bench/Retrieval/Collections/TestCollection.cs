namespace EventAi.Bench.Retrieval.Collections;

/// <summary>Documents, queries and judgements of one folder.</summary>
internal sealed record TestCollection(IReadOnlyList<Document> Documents, IReadOnlyList<Topic> Topics)
{
    /// <summary>
    /// Reads documents.jsonl or corpus.jsonl, queries.jsonl and qrels.tsv, each of which may end with .gz. Documents that say nothing and
    /// queries that nobody judged are left out, as trec_eval does.
    /// </summary>
    /// <exception cref="CollectionException">A file is missing or not what it should be.</exception>
    public static TestCollection Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new CollectionException($"there is no folder {folder}");
        }

        var documents = JsonLines.Read(FileOf(folder, "documents.jsonl", "corpus.jsonl"))
            .Select(static line => new Document(line.Id, line.Field("title"), line.Field("text", "contents", "content", "body", "abstract")))
            .Where(static document => !string.IsNullOrWhiteSpace(document.Content))
            .DistinctBy(static document => document.Id).ToArray();
        var grades = Judgements.Read(FileOf(folder, "qrels.tsv", "qrels.txt", "qrels"));
        var topics = JsonLines.Read(FileOf(folder, "queries.jsonl"))
            .Select(static line => (line.Id, Text: line.Field("text", "query", "question", "title")))
            .Where(query => grades.ContainsKey(query.Id))
            .DistinctBy(static query => query.Id)
            .Select(query => new Topic(query.Id, query.Text, grades[query.Id])).ToArray();
        return documents.Length == 0 ? throw new CollectionException("no document has any text")
            : topics.Length == 0 ? throw new CollectionException("no query of queries.jsonl is judged in qrels.tsv: do their ids match?")
            : new TestCollection(documents, topics);
    }

    private static string FileOf(string folder, params string[] names)
        => names.SelectMany(static name => (string[])[name, $"{name}.gz"]).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new CollectionException($"{folder} has no {names[0]} and no {names[0]}.gz");
}
