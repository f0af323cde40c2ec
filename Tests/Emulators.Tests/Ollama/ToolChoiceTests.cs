using System.Text.Json;
using EventAi.Emulators.Ollama.Extractive.Tools;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Tests.Ollama;

public sealed class ToolChoiceTests
{
    private const string Calculator = """{"name": "calculator", "description": "Evaluates an arithmetic expression", "parameters": {"type": "object", "properties": {"expression": {"type": "string"}}, "required": ["expression"]}}""";
    private const string Search = """{"name": "search_documents", "description": "Searches the documents", "parameters": {"type": "object", "properties": {"query": {"type": "string"}, "limit": {"type": "integer"}}, "required": ["query"]}}""";
    private const string Weather = """{"name": "get_current_weather", "description": "Get the current weather for a location", "parameters": {"type": "object", "properties": {"location": {"type": "string"}, "format": {"type": "string", "enum": ["celsius", "fahrenheit"]}}, "required": ["location", "format"]}}""";
    private const string Add = """{"name": "add_two_numbers", "description": "Add two numbers together", "parameters": {"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "number"}}, "required": ["a", "b"]}}""";
    private const string Subtract = """{"name": "subtractTwoNumbers", "description": "Subtract two numbers", "parameters": {"type": "object", "properties": {"a": {"type": ["number", "null"]}, "b": {"type": "number"}}, "required": ["a", "b"]}}""";
    private const string Operate = """{"name": "calculate", "description": "Calculates", "parameters": {"type": "object", "properties": {"operation": {"type": "string", "enum": ["add", "multiply"]}, "x": {"type": "integer"}, "y": {"type": "integer"}}, "required": ["operation", "x", "y"]}}""";
    private const string Flight = """{"name": "get_flight_times", "description": "Get the flight times between two cities", "parameters": {"type": "object", "properties": {"departure": {"type": "string"}, "arrival": {"type": "string"}}, "required": ["departure", "arrival"]}}""";

    [Theory]
    [InlineData(Calculator, "What is 12 * (3 + 4)?", """calculator{"expression":"12 * (3 + 4)"}""")]
    [InlineData(Calculator, "Please compute 1,234.5 / 5 for me.", """calculator{"expression":"1234.5 / 5"}""")]
    [InlineData(Calculator, "What is 15% of 80?", """calculator{"expression":"15 / 100 * 80"}""")]
    [InlineData(Calculator, "How much is twelve times seven?", """calculator{"expression":"12 * 7"}""")]
    [InlineData(Calculator, "What is the square root of 144?", """calculator{"expression":"sqrt(144)"}""")]
    [InlineData(Add + "|" + Subtract, "What is three plus one?", """add_two_numbers{"a":3,"b":1}""")]
    [InlineData(Add + "|" + Subtract, "What is three minus one?", """subtractTwoNumbers{"a":3,"b":1}""")]
    [InlineData(Add + "|" + Subtract, "Subtract 3 from 10.5", """subtractTwoNumbers{"a":10.5,"b":3}""")]
    [InlineData(Operate, "multiply 6 by 7", """calculate{"operation":"multiply","x":6,"y":7}""")]
    [InlineData(Search, "Search the documents for the refund policy.", """search_documents{"query":"the refund policy"}""")]
    [InlineData(Search, "Could you look up who founded the company?", """search_documents{"query":"founded the company"}""")]
    [InlineData(Search + "|" + Calculator, "Find the daily limit and calculate 3 * 1000", """calculator{"expression":"3 * 1000"} search_documents{"query":"daily limit and calculate 3 * 1000"}""")]
    [InlineData(Weather, "What is the weather today in Paris?", """get_current_weather{"location":"Paris","format":"celsius"}""")]
    [InlineData(Weather, "what's the weather like in New York, in fahrenheit?", """get_current_weather{"location":"New York","format":"fahrenheit"}""")]
    [InlineData(Flight, "What are the flight times from New York to Los Angeles?", """get_flight_times{"departure":"New York","arrival":"Los Angeles"}""")]
    [InlineData(Weather, "What is the capital of France?", "")]
    [InlineData(Weather, "How is the weather?", "")]
    [InlineData(Calculator, "Why is the sky blue?", "")]
    [InlineData(Calculator, "Who signed the contract of 2024-01-05?", "")]
    [InlineData(Search, "Thank you, that was all.", "")]
    public void Decide_Request_CallsWhatItPlainlyAsksFor(string tools, string question, string expected)
    {
        var calls = ToolChoice.Decide(Turn(tools, new ChatMessage("user", question, [])), question);
        Assert.Equal(expected, string.Join(' ', calls.Select(static call => $"{call.Name}{call.Arguments.GetRawText()}")));
    }

    [Fact]
    public void Decide_AfterTheToolAnswered_CallsNothing()
    {
        var turn = Turn(Calculator, new ChatMessage("user", "What is 1 + 1?", []), new ChatMessage("assistant", "", []), new ChatMessage("tool", "2", []));
        Assert.Empty(ToolChoice.Decide(turn, "What is 1 + 1?"));
    }

    private static ChatTurn Turn(string tools, params ChatMessage[] messages) => new(messages, [.. tools.Split('|').Select(Definition)], Format: null, new GenerationOptions());

    private static ToolDefinition Definition(string json)
    {
        var tool = JsonDocument.Parse(json).RootElement;
        return new ToolDefinition(tool.GetProperty("name").GetString()!, tool.GetProperty("description").GetString()!, tool.GetProperty("parameters"));
    }
}
