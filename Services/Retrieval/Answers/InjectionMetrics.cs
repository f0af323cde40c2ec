using System.Diagnostics.Metrics;
using EventAi.ServiceDefaults;

namespace EventAi.Retrieval.Answers;

/// <summary><c>eventai.injection.sentences</c>: sentences of documents that gave the model orders and were left out of a prompt.</summary>
internal static class InjectionMetrics
{
    private static readonly Counter<long> Sentences = EventAiTelemetry.Meter.CreateCounter<long>("eventai.injection.sentences", "{sentence}", "Sentences of documents that gave the model orders and were left out of a prompt");

    public static void Add(int sentences)
    {
        if (sentences > 0)
        {
            Sentences.Add(sentences);
        }
    }
}
