using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventAi.Contracts;
using EventAi.Support;

namespace EventAi.Services.Tests.Contracts;

public class EventSchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TheoryData<string, string> BrokenTransactions => new()
    {
        { """{"eventId":"0b8f3a52-3b1c-4a6e-9d0e-6f6c0a3d2a10"}""", "required" },
        { Transaction("\"amount\":-5"), "amount is -5" },
        { Transaction("\"amount\":0"), "amount is 0" },
        { Transaction("\"amount\":\"12\""), "amount" },
        { Transaction("\"amount\":NaN"), "'N' is an invalid" },
        { Transaction("\"amount\":1e400"), "amount" },
        { Transaction("\"cardId\":\"\""), "cardId has a length of 0" },
        { Transaction("\"cardId\":null"), "cardId" },
        { Transaction("\"merchantCategoryCode\":99999"), "merchantCategoryCode is 99999" },
        { "", "Not a TransactionReceived" },
        { "null", "null" },
        { "[]", "Not a TransactionReceived" },
        { "\u0001\u0002", "Not a TransactionReceived" },
    };

    [Fact]
    public void Parse_ValidTransaction_IsRead()
    {
        var parsed = EventSchema<TransactionReceived>.Parse(Encoding.UTF8.GetBytes(Transaction("\"amount\":12.5")), out var violation);

        Assert.Null(violation);
        Assert.Equal(12.5m, parsed!.Amount);
        Assert.Equal("card-1", parsed.Key);
    }

    [Fact]
    public void Parse_UnknownMember_IsIgnoredSoThatNewWritersCanBeRead()
    {
        Assert.NotNull(EventSchema<TransactionReceived>.Parse(Encoding.UTF8.GetBytes(Transaction("\"amount\":12.5,\"addedLater\":true")), out _));
    }

    [Theory]
    [MemberData(nameof(BrokenTransactions))]
    public void Parse_BrokenTransaction_SaysWhy(string json, string reason)
    {
        var parsed = EventSchema<TransactionReceived>.Parse(Encoding.UTF8.GetBytes(json), out var violation);

        Assert.Null(parsed);
        Assert.Contains(reason, violation, StringComparison.OrdinalIgnoreCase);
    }

    public static TheoryData<string> EventTypes => [.. Schemas.Keys];

    /// <summary>The committed schemas are what the records say. <c>EVENTAI_WRITE_SCHEMAS=1</c> writes them anew.</summary>
    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Export_CommittedSchema_IsTheSame(string eventType)
    {
        var path = Repository.PathOf("Services", "Contracts", "schemas", $"{eventType}.json");
        var exported = Schemas[eventType]().ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("EVENTAI_WRITE_SCHEMAS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, exported);
        }

        Assert.Equal(exported, File.ReadAllText(path));
    }

    [Fact]
    public void Schemas_EveryEventType_IsCovered()
    {
        var events = typeof(Topics).Assembly.GetTypes().Where(static type => type.IsAssignableTo(typeof(IEvent)) && type is { IsInterface: false });

        Assert.Equal(events.Count(), Schemas.Count);
        Assert.Equal(Topics.All.Count, Schemas.Count);
    }

    [Fact]
    public void Parse_EventOfAnOlderWriter_HasTheDefaultsOfWhatWasAddedLater()
    {
        const string Written = """
            {"eventId":"0b8f3a52-3b1c-4a6e-9d0e-6f6c0a3d2a10","timestamp":"2026-01-05T10:00:00Z","documentId":"d","version":1,"title":"t","totalChunks":1,
            "chunks":[{"index":0,"text":"x","titlePath":"","offset":0}]}
            """;

        var parsed = EventSchema<DocumentChunked>.Parse(Encoding.UTF8.GetBytes(Written), out var violation);

        Assert.Null(violation);
        Assert.Equal((DocumentUploaded.DefaultTenant, "", "", 0), (parsed!.Tenant, parsed.Language, parsed.Source, parsed.Chunks[0].Page));
        Assert.Empty(parsed.Tags);
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Export_RequiredMembers_AreRequiredAndBounded(string eventType)
    {
        var schema = Schemas[eventType]();

        Assert.Contains("eventId", schema["required"]!.AsArray().Select(static name => name!.GetValue<string>()));
        Assert.Null(schema["properties"]!["key"]);
    }

    private static Dictionary<string, Func<JsonNode>> Schemas { get; } = new(StringComparer.Ordinal)
    {
        [DocumentUploaded.EventType] = EventSchema<DocumentUploaded>.Export,
        [DocumentChunked.EventType] = EventSchema<DocumentChunked>.Export,
        [DocumentDescribed.EventType] = EventSchema<DocumentDescribed>.Export,
        [DocumentEmbedded.EventType] = EventSchema<DocumentEmbedded>.Export,
        [DocumentIndexed.EventType] = EventSchema<DocumentIndexed>.Export,
        [DocumentFailed.EventType] = EventSchema<DocumentFailed>.Export,
        [DocumentDeleted.EventType] = EventSchema<DocumentDeleted>.Export,
        [TransactionReceived.EventType] = EventSchema<TransactionReceived>.Export,
        [TransactionScored.EventType] = EventSchema<TransactionScored>.Export,
        [TransactionLabelled.EventType] = EventSchema<TransactionLabelled>.Export,
        [HighRiskTransaction.EventType] = EventSchema<HighRiskTransaction>.Export,
        [ChatMessage.EventType] = EventSchema<ChatMessage>.Export,
        [AnswerRated.EventType] = EventSchema<AnswerRated>.Export,
    };

    /// <summary>A valid transaction with the given members in place of its own amount, card and category.</summary>
    private static string Transaction(string members)
    {
        var given = members.Split(':')[0].Trim('"');
        string Unless(string name, string member) => given == name ? "" : $",{member}";
        return $$"""
            {"eventId":"0b8f3a52-3b1c-4a6e-9d0e-6f6c0a3d2a10","timestamp":"2026-01-05T10:00:00Z","transactionId":"t1","terminalId":"terminal-1","isInternational":false,
            "occurredAt":"2026-01-05T10:00:00Z",{{members}}{{Unless("amount", "\"amount\":1")}}{{Unless("cardId", "\"cardId\":\"card-1\"")}}{{Unless("merchantCategoryCode", "\"merchantCategoryCode\":5411")}}}
            """;
    }
}
