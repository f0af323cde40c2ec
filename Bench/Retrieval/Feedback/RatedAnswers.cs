using Confluent.Kafka;
using EventAi.Bench.Retrieval.Collections;
using EventAi.Contracts;

namespace EventAi.Bench.Retrieval.Feedback;

/// <summary>Feedback as judgements: each question that users asked, with the documents they found good or bad for it.</summary>
internal static class RatedAnswers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads the topic from its beginning to the end that it has now.</summary>
    /// <exception cref="CollectionException">The broker does not answer, or nobody has judged anything.</exception>
    public static IReadOnlyList<Topic> Read(string bootstrapServers)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = $"bench-{Guid.NewGuid():N}", EnableAutoCommit = false })
            .SetLogHandler(static (_, _) => { }).Build();
        try
        {
            using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
            var topic = admin.GetMetadata(AnswerRated.Topic, Patience).Topics.Find(static topic => topic.Topic == AnswerRated.Topic);
            var events = (topic?.Partitions ?? []).SelectMany(partition => Partition(consumer, new TopicPartition(AnswerRated.Topic, partition.PartitionId))).ToArray();
            return events.Length > 0 ? Topics(events) : throw new CollectionException($"the topic {AnswerRated.Topic} of {bootstrapServers} holds no feedback");
        }
        catch (KafkaException error)
        {
            throw new CollectionException($"the broker {bootstrapServers} does not answer: {error.Error.Reason}");
        }
    }

    /// <summary>One topic for each question; what was judged several times has the mean of its grades, rounded half up. Delivered twice counts once.</summary>
    internal static IReadOnlyList<Topic> Topics(IEnumerable<AnswerRated> events)
        =>
        [
            .. events.DistinctBy(static rated => rated.EventId)
                .SelectMany(static rated => rated.Documents.Select(document => (rated.Question, document.DocumentId, document.Grade)))
                .GroupBy(static judged => judged.Question.Trim(), StringComparer.OrdinalIgnoreCase)
                .Select(static (question, number) => new Topic(
                    $"feedback-{number}",
                    question.Key,
                    question.GroupBy(static judged => judged.DocumentId, StringComparer.Ordinal)
                        .ToDictionary(static group => group.Key, static group => (int)Math.Round(group.Average(static judged => judged.Grade), MidpointRounding.AwayFromZero), StringComparer.Ordinal)))
                .Where(static topic => topic.Grades.Values.Any(static grade => grade > 0)),
        ];

    private static IEnumerable<AnswerRated> Partition(IConsumer<byte[]?, byte[]?> consumer, TopicPartition partition)
    {
        var end = consumer.QueryWatermarkOffsets(partition, Patience).High;
        if (end.Value <= 0)
        {
            yield break;
        }
        consumer.Assign(new TopicPartitionOffset(partition, Offset.Beginning));
        while (consumer.Position(partition) is var position && (position == Offset.Unset || position < end))
        {
            if (consumer.Consume(Patience) is not { } record)
            {
                throw new CollectionException($"{partition} ends before its end: {end} records were expected");
            }
            if (EventSchema<AnswerRated>.Parse(record.Message.Value, out _) is { } rated)
            {
                yield return rated;
            }
        }
    }
}
