using System.Text.Json.Nodes;
using EventAi.Support;

namespace EventAi.Services.Tests.Contracts;

public class SchemaCompatibilityTests
{
    private const string Old = """
        { "type": "object", "required": ["id", "lines"], "properties": {
          "id": { "type": "string", "maxLength": 10 }, "note": { "type": ["string", "null"] },
          "lines": { "type": "array", "items": { "type": "object", "required": ["n"], "properties": { "n": { "type": "integer" } } } } } }
        """;

    /// <summary>
    /// The event types that are in use (<c>schemas/released</c>) are still what their readers and writers know. A change that this refuses is a new
    /// version: another record, another <c>.v2</c>. A new type is released by copying its file from <c>schemas/</c>.
    /// </summary>
    [Fact]
    public void Schemas_SinceTheirRelease_BreakNoReaderAndNoWriter()
    {
        var current = Repository.PathOf("Services", "Contracts", "schemas");
        var released = Directory.GetFiles(Path.Combine(current, "released"), "*.json");

        Assert.NotEmpty(released);
        Assert.Empty(released.SelectMany(file => SchemaCompatibility.Breaks(Read(File.ReadAllText(file)), Read(File.ReadAllText(Path.Combine(current, Path.GetFileName(file))))))
            .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"note\": { \"type\": [\"string\", \"null\"] },", "", "event.note is gone")]
    [InlineData("\"maxLength\": 10", "\"maxLength\": 11", "event.id: maxLength was 10 and is 11")]
    [InlineData("\"maxLength\": 10", "\"maxLength\": 10, \"minLength\": 1", "event.id: minLength was not there and is 1")]
    [InlineData("\"type\": \"integer\"", "\"type\": \"string\"", "event.lines[].n: type")]
    [InlineData("[\"string\", \"null\"]", "\"string\"", "event.note: type")]
    [InlineData("[\"id\", \"lines\"]", "[\"id\", \"lines\", \"note\"]", "event.note is required: old writers")]
    [InlineData("[\"id\", \"lines\"]", "[\"id\"]", "event.lines is no longer required: old readers")]
    [InlineData("[\"n\"]", "[]", "event.lines[].n is no longer required")]
    public void Breaks_ChangeThatSomebodyCannotLiveWith_IsNamed(string was, string becomes, string line)
    {
        var changed = Old.Replace(was, becomes, StringComparison.Ordinal);

        Assert.NotEqual(Old, changed);
        Assert.StartsWith(line, Assert.Single(SchemaCompatibility.Breaks(Read(Old), Read(changed))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"note\":", "\"added\": { \"type\": \"integer\" }, \"note\":")]
    [InlineData("\"n\":", "\"added\": { \"type\": \"string\" }, \"n\":")]
    public void Breaks_MemberThatMayBeMissing_IsAllowed(string was, string becomes)
        => Assert.Empty(SchemaCompatibility.Breaks(Read(Old), Read(Old.Replace(was, becomes, StringComparison.Ordinal))));

    private static JsonObject Read(string schema) => JsonNode.Parse(schema)!.AsObject();
}
