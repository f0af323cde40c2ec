using System.Collections.Concurrent;
using System.Globalization;
using EventAi.Emulators.Aws.EventBridge.Patterns;
using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.State;

/// <summary>Buses, rules, archives, connections and what is under way, all as durable documents; and the way of an event from its bus to the targets' queue.</summary>
internal sealed class EventsState([FromKeyedServices(EventsHosting.Documents)] DocumentStore documents, TimeProvider time) : IEventSink
{
    private readonly ConcurrentDictionary<string, EventPattern> _patterns = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>Held while a document is read, changed and put back.</summary>
    public Lock Gate { get; } = new();

    public DocumentStore Documents { get; } = documents;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Told of each delivery that is to be made, after it is written down.</summary>
    public Action<string>? Queued { get; set; }

    public Json Timestamp => new JsonNumber(Now.ToUnixTimeMilliseconds() / 1000.0);

    public static string Key(string region, string bus, string name = "") => $"{region}|{bus}|{name}";

    /// <exception cref="AwsException">It does not exist.</exception>
    public JsonObject? Bus(string region, string name)
        => Documents.Get("bus", Key(region, name)) ?? (name == EventsArns.DefaultBus
            ? new JsonObject { { "Name", name }, { "Arn", EventsArns.Bus(region, name) }, { "CreationTime", 1704067200 }, { "LastModifiedTime", 1704067200 } }
            : null);

    public JsonObject? Rule(string region, string bus, string name) => Documents.Get("rule", Key(region, bus, name));

    public IEnumerable<JsonObject> Rules(string region, string bus)
        => Documents.All("rule").Where(rule => rule.Key.StartsWith(Key(region, bus), StringComparison.Ordinal)).Select(static rule => rule.Value);

    public IEnumerable<JsonObject> AllRules() => Documents.All("rule").Select(static rule => rule.Value);

    public EventPattern Pattern(string text) => _patterns.GetOrAdd(text, EventPattern.Parse);

    public JsonObject NewEvent(string region, string source, string detailType, Json detail, IEnumerable<Json> resources, DateTimeOffset? at) => new()
    {
        { "version", "0" },
        { "id", Guid.NewGuid().ToString() },
        { "detail-type", detailType },
        { "source", source },
        { "account", AwsOptions.AccountId },
        { "time", (at ?? Now).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) },
        { "region", region },
        { "resources", new JsonArray(resources) },
        { "detail", detail },
    };

    public bool IsHeard(string region) => Rules(region, EventsArns.DefaultBus).Any() || Documents.All("archive").Any();

    public void Publish(string region, string source, string detailType, JsonObject detail, params IEnumerable<string> resources)
        => Publish(region, EventsArns.DefaultBus, NewEvent(region, source, detailType, detail, resources.Select(static arn => (Json)arn), at: null));

    /// <summary>Archives an event and queues it for every target of every rule that matches.</summary>
    /// <param name="region">Region.</param>
    /// <param name="bus">Name of the bus.</param>
    /// <param name="happened">Event.</param>
    /// <param name="onlyRules">ARNs of rules that a replay is for; null for all.</param>
    public void Publish(string region, string bus, JsonObject happened, IReadOnlySet<string>? onlyRules = null)
    {
        if (happened["replay-name"] is null)
        {
            Archive(region, bus, happened);
        }
        foreach (var rule in Rules(region, bus))
        {
            if (rule["State"]!.AsString() != "DISABLED" && rule["EventPattern"]?.AsString() is { } pattern
                && onlyRules?.Contains(rule["Arn"]!.AsString()!) != false && Pattern(pattern).Matches(happened))
            {
                Deliver(rule, happened);
            }
        }
    }

    /// <summary>Queues an event for all targets of a rule.</summary>
    public void Deliver(JsonObject rule, JsonObject happened)
    {
        foreach (var target in (JsonArray)rule["Targets"]!)
        {
            var id = NewId();
            Documents.Put("delivery", id, new JsonObject
            {
                { "Rule", rule["Arn"] },
                { "RuleName", rule["Name"] },
                { "Region", rule["Arn"]!.AsString()!.Split(':')[3] },
                { "Target", target },
                { "Event", happened },
                { "Since", Now.ToUnixTimeMilliseconds() },
                { "Attempts", 0 },
            });
            Queued?.Invoke(id);
        }
    }

    /// <summary>Ids in the order of their making.</summary>
    private string NewId() => $"{Now.UtcTicks:x16}-{Interlocked.Increment(ref _sequence):x8}-{Guid.NewGuid():N}";

    /// <summary>Drops what is past an archive's retention: its events are in the order of their time.</summary>
    /// <param name="key">Of the archive.</param>
    public void Expire(string key)
    {
        lock (Gate)
        {
            if (Documents.Get("archive", key) is not { } archive || archive["RetentionDays"]?.AsNumber() is not { } days || days <= 0)
            {
                return;
            }
            var oldest = Now.AddDays(-days).ToUnixTimeMilliseconds();
            while (Documents.First("archived " + key) is { } first && first.Value["At"]!.AsNumber() < oldest)
            {
                Documents.Remove("archived " + key, first.Key);
                archive = new JsonObject(archive)
                {
                    { "EventCount", archive["EventCount"]!.AsNumber()!.Value - 1 },
                    { "SizeBytes", archive["SizeBytes"]!.AsNumber()!.Value - ((JsonObject)first.Value["Event"]!).Bytes },
                };
                Documents.Put("archive", key, archive);
            }
        }
    }

    private void Archive(string region, string bus, JsonObject happened)
    {
        var source = EventsArns.Bus(region, bus);
        foreach (var (key, archive) in Documents.All("archive"))
        {
            if (archive["EventSourceArn"]!.AsString() != source || archive["State"]!.AsString() != "ENABLED"
                || (archive["EventPattern"]?.AsString() is { } pattern && !Pattern(pattern).Matches(happened)))
            {
                continue;
            }
            Expire(key);
            Documents.Put("archived " + key, NewId(), new JsonObject { { "At", Now.ToUnixTimeMilliseconds() }, { "Event", happened } });
            lock (Gate)
            {
                if (Documents.Get("archive", key) is { } current)
                {
                    Documents.Put("archive", key, new JsonObject(current)
                    {
                        { "EventCount", current["EventCount"]!.AsNumber()!.Value + 1 },
                        { "SizeBytes", current["SizeBytes"]!.AsNumber()!.Value + happened.Bytes },
                    });
                }
            }
        }
    }
}
