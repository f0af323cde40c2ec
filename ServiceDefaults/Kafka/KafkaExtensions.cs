using EventAi.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>Registers the publisher and the consumers; the broker's address is the connection string <c>kafka</c>.</summary>
public static class KafkaExtensions
{
    /// <summary>Adds <see cref="IEventPublisher"/>.</summary>
    public static IServiceCollection AddEventPublisher(this IServiceCollection services)
    {
        services.TryAddSingleton<ServiceName>();
        services.TryAddSingleton<KafkaProducer>();
        services.TryAddSingleton<IEventPublisher, KafkaEventPublisher>();
        return services.AddKafkaTopics();
    }

    /// <summary>Adds a consumer that handles records one at a time.</summary>
    public static IServiceCollection AddEventConsumer<TEvent, THandler>(this IServiceCollection services, EventConsumerOptions options)
        where TEvent : class, IEvent<TEvent>
        where THandler : class, IEventHandler<TEvent>
    {
        services.TryAddSingleton<THandler>();
        return services.AddConsumer(options, static provider => new SingleRecordBatches<TEvent>(provider.GetRequiredService<THandler>()));
    }

    /// <summary>Adds a consumer that handles records in batches.</summary>
    public static IServiceCollection AddEventBatchConsumer<TEvent, THandler>(this IServiceCollection services, EventConsumerOptions options)
        where TEvent : class, IEvent<TEvent>
        where THandler : class, IEventBatchHandler<TEvent>
    {
        services.TryAddSingleton<THandler>();
        return services.AddConsumer<TEvent>(options, static provider => provider.GetRequiredService<THandler>());
    }

    private static IServiceCollection AddConsumer<TEvent>(this IServiceCollection services, EventConsumerOptions options, Func<IServiceProvider, IEventBatchHandler<TEvent>> handler)
        where TEvent : class, IEvent<TEvent>
    {
        services.AddEventPublisher(); // dead letters go through the same producer
        services.TryAddSingleton<DeadLetters>();
        EventConsumer<TEvent>? consumer = null;
        EventConsumer<TEvent> Create(IServiceProvider provider)
            => LazyInitializer.EnsureInitialized(ref consumer, () => ActivatorUtilities.CreateInstance<EventConsumer<TEvent>>(provider, options, handler(provider)));
        services.AddSingleton<IHostedService>(Create);
        services.AddHealthChecks().Add(new($"{options.Group} reads {TEvent.Topic}", Create, failureStatus: null, tags: null));
        return services;
    }

    private static IServiceCollection AddKafkaTopics(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(KafkaTopics)))
        {
            return services;
        }
        services.AddSingleton<KafkaTopics>();
        return services.AddHostedService(static provider => provider.GetRequiredService<KafkaTopics>());
    }
}
