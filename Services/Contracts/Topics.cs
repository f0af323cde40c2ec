namespace EventAi.Contracts;

/// <summary>Names of the Kafka topics that couple the services.</summary>
public static class Topics
{
    public const string DocumentsUploaded = "documents.uploaded";
    public const string DocumentsChunked = "documents.chunked";
    public const string DocumentsDescribed = "documents.described";
    public const string DocumentsEmbedded = "documents.embedded";
    public const string DocumentsIndexed = "documents.indexed";
    public const string DocumentsFailed = "documents.failed";
    public const string DocumentsDeleted = "documents.deleted";
    public const string TransactionsReceived = "transactions.received";
    public const string TransactionsScored = "transactions.scored";
    public const string TransactionsLabelled = "transactions.labelled";
    public const string FraudAlerts = "fraud.alerts";
    public const string Conversations = "conversations";
    public const string AnswersRated = "answers.rated";

    /// <summary>Appended to a source topic's name: records that could not be handled, byte for byte, with their reason in headers.</summary>
    public const string DeadLetterSuffix = ".dead";

    public static IReadOnlyList<string> All { get; } =
    [
        DocumentsUploaded, DocumentsChunked, DocumentsDescribed, DocumentsEmbedded, DocumentsIndexed, DocumentsFailed, DocumentsDeleted,
        TransactionsReceived, TransactionsScored, TransactionsLabelled, FraudAlerts, Conversations, AnswersRated,
    ];

    /// <summary>The dead-letter topic of a source topic.</summary>
    public static string DeadLetter(string topic) => topic + DeadLetterSuffix;
}
