using System.Text.Json.Nodes;

namespace EventAi.AppHost.Tests;

/// <summary>A span as the dashboard holds it.</summary>
public sealed record TracedSpan(string Service, string Name)
{
    /// <summary>Spans of an OTLP JSON document: <c>resourceSpans[].scopeSpans[].spans[]</c>, wherever in the answer it stands.</summary>
    public static IEnumerable<TracedSpan> ReadAll(JsonNode? node)
    {
        if (node is JsonObject { } found && found["resourceSpans"] is JsonArray resources)
        {
            return resources.SelectMany(static resource => Spans(resource!));
        }
        return node switch
        {
            JsonObject nested => nested.SelectMany(static member => ReadAll(member.Value)),
            JsonArray items => items.SelectMany(ReadAll),
            _ => [],
        };
    }

    private static IEnumerable<TracedSpan> Spans(JsonNode resource)
    {
        var service = resource["resource"]?["attributes"]?.AsArray()
            .FirstOrDefault(static attribute => attribute!["key"]!.GetValue<string>() == "service.name")?["value"]?["stringValue"]?.GetValue<string>() ?? "";
        return (resource["scopeSpans"]?.AsArray() ?? []).SelectMany(static scope => scope!["spans"]?.AsArray() ?? [])
            .Select(span => new TracedSpan(service, span!["name"]!.GetValue<string>()));
    }
}
