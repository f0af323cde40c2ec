using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>Create-, Update-, Describe-, List- and DeleteApiDestination. The invocation rate limit is kept without effect.</summary>
internal sealed class DestinationActions(EventsState state)
{
    private const string ConnectionForm = "Member must satisfy regular expression pattern: ^arn:aws([a-z]|\\-)*:events:([a-z]|\\d|\\-)*:([0-9]{12})?:connection\\/[\\.\\-_A-Za-z0-9]+\\/[\\-A-Za-z0-9]+$";
    private static readonly string[] Methods = ["HEAD", "POST", "PATCH", "DELETE", "PUT", "GET", "OPTIONS"];

    public Json Create(JsonCall call)
    {
        var name = call.Required("Name");
        var connection = call.Required("ConnectionArn");
        var endpoint = call.Required("InvocationEndpoint", 2048);
        var method = call.Text("HttpMethod");
        new Constraints().Name(name, "name", 64).Require(IsConnection(connection), connection, "connectionArn", ConnectionForm).Present(method, "httpMethod").OneOf(method, "httpMethod", Methods).Check();
        lock (state.Gate)
        {
            if (state.Documents.Get("destination", EventsState.Key(call.Region, name)) is not null)
            {
                throw EventsErrors.Exists($"An api-destination '{name}' already exists.");
            }
            var destination = new JsonObject
            {
                { "Name", name },
                { "ApiDestinationArn", EventsArns.Of(call.Region, "api-destination", $"{name}/{Guid.NewGuid()}") },
                { "ApiDestinationState", IsAuthorized(connection) ? "ACTIVE" : "INACTIVE" },
                { "Description", call.Text("Description", 512) },
                { "ConnectionArn", connection },
                { "InvocationEndpoint", endpoint },
                { "HttpMethod", method },
                { "InvocationRateLimitPerSecond", call.Whole("InvocationRateLimitPerSecond", 1, int.MaxValue) ?? 300 },
                { "CreationTime", state.Timestamp },
                { "LastModifiedTime", state.Timestamp },
            };
            state.Documents.Put("destination", EventsState.Key(call.Region, name), destination);
            return EventPages.Select(destination, "ApiDestinationArn", "ApiDestinationState", "CreationTime", "LastModifiedTime");
        }
    }

    public Json Update(JsonCall call)
    {
        lock (state.Gate)
        {
            var destination = new JsonObject(Find(call)) { { "LastModifiedTime", state.Timestamp } };
            destination.Add("Description", call.Text("Description", 512));
            destination.Add("ConnectionArn", call.Text("ConnectionArn") is { } connection ? CheckConnection(connection) : null);
            destination.Add("InvocationEndpoint", call.Text("InvocationEndpoint", 2048));
            destination.Add("HttpMethod", call.OneOf("HttpMethod", Methods));
            destination.Add("InvocationRateLimitPerSecond", call.Whole("InvocationRateLimitPerSecond", 1, int.MaxValue) is { } rate ? rate : null);
            state.Documents.Put("destination", EventsState.Key(call.Region, destination["Name"]!.AsString()!), destination);
            return EventPages.Select(destination, "ApiDestinationArn", "ApiDestinationState", "CreationTime", "LastModifiedTime");
        }
    }

    public Json Describe(JsonCall call) => Find(call);

    public Json List(JsonCall call)
    {
        var (prefix, connection) = (call.Text("NamePrefix"), call.Text("ConnectionArn"));
        var destinations = state.Documents.All("destination").Where(destination => destination.Key.StartsWith(call.Region + "|", StringComparison.Ordinal)).Select(static destination => destination.Value)
            .Where(destination => EventPages.HasPrefix(destination, "Name", prefix) && (connection is null || destination["ConnectionArn"]!.AsString() == connection));
        return EventPages.Answer(call, "ApiDestinations", destinations.Select(static destination => EventPages.Select(
            destination, "ApiDestinationArn", "Name", "ApiDestinationState", "ConnectionArn", "InvocationEndpoint", "HttpMethod", "InvocationRateLimitPerSecond", "CreationTime", "LastModifiedTime")));
    }

    public Json Delete(JsonCall call)
    {
        lock (state.Gate)
        {
            state.Documents.Remove("destination", EventsState.Key(call.Region, Find(call)["Name"]!.AsString()!));
        }
        return new JsonObject();
    }

    private static bool IsConnection(string arn) => arn.Split(':') is [_, _, "events", _, _, var resource, ..] && resource.StartsWith("connection/", StringComparison.Ordinal);

    private static string CheckConnection(string arn)
    {
        new Constraints().Require(IsConnection(arn), arn, "connectionArn", ConnectionForm).Check();
        return arn;
    }

    private bool IsAuthorized(string connection)
        => state.Documents.All("connection").Any(pair => pair.Value["ConnectionArn"]!.AsString() == connection && pair.Value["ConnectionState"]!.AsString() == "AUTHORIZED");

    private JsonObject Find(JsonCall call)
    {
        var name = call.Required("Name");
        return state.Documents.Get("destination", EventsState.Key(call.Region, name)) ?? throw EventsErrors.NotFound($"Failed to describe the api-destination(s). An api-destination '{name}' does not exist.");
    }
}
