using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace EventAi.Retrieval.Caching;

/// <summary>Names in Redis; the part in braces keeps them in one slot of a cluster, so that a script may touch several.</summary>
internal static class CacheKeys
{
    private const string Space = "{retrieval}";

    /// <summary>Grows with every change of a document; what was computed before the change is not kept after it.</summary>
    public static RedisKey Generation { get; } = $"{Space}:generation";

    /// <summary>Hash: what each kept search and answer hangs on.</summary>
    public static RedisKey Entries { get; } = $"{Space}:entries";

    /// <summary>Sorted set of documents that were deleted a short time ago: their passages may be found for some moments more.</summary>
    public static RedisKey Deleted { get; } = $"{Space}:deleted";

    /// <summary>Sorted set of kept answers by the order in which they came, and the hash of their questions' vectors.</summary>
    public static RedisKey Answers { get; } = $"{Space}:answers";

    public static RedisKey AnswerVectors { get; } = $"{Space}:answers:vectors";

    public static RedisKey AnswerSequence { get; } = $"{Space}:answers:sequence";

    public static string Search(string fingerprint) => $"{Space}:search:{fingerprint}";

    public static string Answer(string fingerprint) => $"{Space}:answer:{fingerprint}";

    public static RedisKey Embedding(string model, string text) => $"{Space}:embedding:{model}:{Digest(text)}";

    public static RedisKey Asked(Guid answerId) => $"{Space}:asked:{answerId:N}";

    public static RedisKey Conversation(string id) => $"{{conversation:{id}}}:messages";

    public static RedisKey ConversationLock(string id) => $"{{conversation:{id}}}:lock";

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
