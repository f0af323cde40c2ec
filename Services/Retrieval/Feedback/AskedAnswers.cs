using System.Text.Json;
using EventAi.Retrieval.Answers;
using EventAi.Retrieval.Caching;
using StackExchange.Redis;

namespace EventAi.Retrieval.Feedback;

/// <summary>Remembers answers for a month, so that feedback can name one.</summary>
public sealed partial class AskedAnswers(IConnectionMultiplexer redis, ILogger<AskedAnswers> logger)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>An answer that cannot be remembered is still an answer; it only cannot be judged.</summary>
    public async Task RememberAsync(string question, AskResponse response)
    {
        var asked = new AskedAnswer(
            PersonalDataMask.Masked(question), [.. response.Citations.Select(static citation => citation.DocumentId).Distinct(StringComparer.Ordinal)], response.Answered, response.Model, response.ConversationId);
        try
        {
            await _database.StringSetAsync(CacheKeys.Asked(response.Id), JsonSerializer.SerializeToUtf8Bytes(asked, JsonSerializerOptions.Web), Lifetime);
        }
        catch (Exception exception) when (CacheServer.IsOutage(exception))
        {
            NotRemembered(response.Id, exception.Message);
        }
    }

    public async Task<AskedAnswer?> FindAsync(Guid id)
        => await _database.StringGetAsync(CacheKeys.Asked(id)) is { HasValue: true } found
            ? JsonSerializer.Deserialize<AskedAnswer>(((ReadOnlyMemory<byte>)found).Span, JsonSerializerOptions.Web)
            : null;

    [LoggerMessage(411, LogLevel.Warning, "Answer {Answer} is not remembered and cannot be judged: {Reason}")]
    private partial void NotRemembered(Guid answer, string reason);
}
