using EventAi.Contracts;
using EventAi.Retrieval.Answers;
using EventAi.Retrieval.Caching;
using EventAi.Retrieval.Conversations;
using EventAi.Retrieval.Feedback;
using EventAi.Retrieval.Search;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Retrieval;

/// <summary>The service's parts by feature.</summary>
internal static class RetrievalExtensions
{
    public static void AddSearch(this IServiceCollection services)
    {
        services.AddSingleton<SearchArms>();
        services.AddSingleton<CollectionProfiles>();
        services.AddSingleton<ChunkSearch>();
    }

    public static void AddCaching(this IServiceCollection services)
    {
        services.AddOptions<CachingOptions>().BindConfiguration("Caching").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CacheServer>();
        services.AddSingleton<CacheEntries>();
        services.AddSingleton<CacheMetrics>();
        services.AddSingleton<QueryEmbeddings>();
        services.AddSingleton<CachedSearch>();
        services.AddSingleton<DocumentFactsReader>();
        services.AddEventBatchConsumer<DocumentIndexed, IndexedHandler>(RetrievalConsumers.Changes);
        services.AddEventBatchConsumer<DocumentDeleted, DeletedHandler>(RetrievalConsumers.Changes);
    }

    public static void AddAnswers(this IServiceCollection services)
    {
        services.AddSingleton<AnswerIndex>();
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<Answerer>();
        services.AddSingleton<AskedQuestions>();
        services.AddOptions<ConversationOptions>().BindConfiguration("Conversations").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<Conversation>();
        services.AddSingleton<AskedAnswers>();
    }
}
