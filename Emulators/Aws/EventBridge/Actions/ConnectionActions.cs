using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Actions;

/// <summary>Create-, Update-, Describe-, List-, Delete- and DeauthorizeConnection. Secrets are kept with the connection and never shown.</summary>
internal sealed class ConnectionActions(EventsState state)
{
    private static readonly string[] Types = ["BASIC", "OAUTH_CLIENT_CREDENTIALS", "API_KEY"];
    private static readonly string[] Secret = ["Password", "ApiKeyValue", "ClientSecret"];

    public Json Create(JsonCall call)
    {
        var name = call.Required("Name");
        var type = call.Text("AuthorizationType");
        new Constraints().Name(name, "name", 64).Present(type, "authorizationType").OneOf(type, "authorizationType", Types).Check();
        var parameters = call.Object("AuthParameters") ?? throw EventsErrors.Validation("1 validation error detected: Value null at 'authParameters' failed to satisfy constraint: Member must not be null");
        lock (state.Gate)
        {
            if (state.Documents.Get("connection", EventsState.Key(call.Region, name)) is not null)
            {
                throw EventsErrors.Exists($"Connection {name} already exists.");
            }
            var connection = new JsonObject
            {
                { "Name", name },
                { "ConnectionArn", EventsArns.Of(call.Region, "connection", $"{name}/{Guid.NewGuid()}") },
                { "Description", call.Text("Description", 512) },
                { "ConnectionState", type == "OAUTH_CLIENT_CREDENTIALS" ? "AUTHORIZING" : "AUTHORIZED" },
                { "AuthorizationType", type },
                { "SecretArn", $"arn:aws:secretsmanager:{call.Region}:{AwsOptions.AccountId}:secret:events!connection/{name}/{Guid.NewGuid()}" },
                { "AuthParameters", parameters },
                { "CreationTime", state.Timestamp },
                { "LastModifiedTime", state.Timestamp },
                { "LastAuthorizedTime", state.Timestamp },
            };
            state.Documents.Put("connection", EventsState.Key(call.Region, name), connection);
            return EventPages.Select(connection, "ConnectionArn", "ConnectionState", "CreationTime", "LastModifiedTime");
        }
    }

    public Json Update(JsonCall call)
    {
        lock (state.Gate)
        {
            var connection = new JsonObject(Find(call, "describe")) { { "LastModifiedTime", state.Timestamp }, { "LastAuthorizedTime", state.Timestamp } };
            connection.Add("Description", call.Text("Description", 512));
            connection.Add("AuthorizationType", call.OneOf("AuthorizationType", Types));
            connection.Add("AuthParameters", call.Object("AuthParameters"));
            state.Documents.Put("connection", EventsState.Key(call.Region, connection["Name"]!.AsString()!), connection);
            return EventPages.Select(connection, "ConnectionArn", "ConnectionState", "CreationTime", "LastModifiedTime", "LastAuthorizedTime");
        }
    }

    public Json Describe(JsonCall call)
    {
        var connection = Find(call, "describe");
        var shown = EventPages.Select(
            connection, "ConnectionArn", "Name", "Description", "ConnectionState", "AuthorizationType", "SecretArn", "CreationTime", "LastModifiedTime", "LastAuthorizedTime");
        shown.Add("AuthParameters", Shown(connection["AuthParameters"]!));
        return shown;
    }

    public Json List(JsonCall call)
    {
        var (prefix, wanted) = (call.Text("NamePrefix"), call.Text("ConnectionState"));
        var connections = state.Documents.All("connection").Where(connection => connection.Key.StartsWith(call.Region + "|", StringComparison.Ordinal)).Select(static connection => connection.Value)
            .Where(connection => EventPages.HasPrefix(connection, "Name", prefix) && (wanted is null || connection["ConnectionState"]!.AsString() == wanted));
        return EventPages.Answer(call, "Connections", connections.Select(static connection => EventPages.Select(
            connection, "ConnectionArn", "Name", "ConnectionState", "AuthorizationType", "CreationTime", "LastModifiedTime", "LastAuthorizedTime")));
    }

    public Json Delete(JsonCall call)
    {
        lock (state.Gate)
        {
            var connection = Find(call, "describe");
            state.Documents.Remove("connection", EventsState.Key(call.Region, connection["Name"]!.AsString()!));
            return EventPages.Select(connection.With("ConnectionState", "DELETING"), "ConnectionArn", "ConnectionState", "CreationTime", "LastModifiedTime", "LastAuthorizedTime");
        }
    }

    public Json Deauthorize(JsonCall call)
    {
        lock (state.Gate)
        {
            var connection = Find(call, "describe").With("ConnectionState", "DEAUTHORIZED");
            state.Documents.Put("connection", EventsState.Key(call.Region, connection["Name"]!.AsString()!), connection);
            return EventPages.Select(connection.With("ConnectionState", "DEAUTHORIZING"), "ConnectionArn", "ConnectionState", "CreationTime", "LastModifiedTime", "LastAuthorizedTime");
        }
    }

    private static Json Shown(Json value)
    {
        switch (value)
        {
            case JsonArray items:
                return new JsonArray(items.Select(Shown));
            case JsonObject members:
                var shown = new JsonObject();
                foreach (var (name, member) in members)
                {
                    shown.Add(name, Secret.Contains(name, StringComparer.Ordinal) ? null : Shown(member));
                }
                return shown;
            default:
                return value;
        }
    }

    private JsonObject Find(JsonCall call, string action)
    {
        var name = call.Required("Name");
        return state.Documents.Get("connection", EventsState.Key(call.Region, name)) ?? throw EventsErrors.NotFound($"Failed to {action} the connection(s). Connection '{name}' does not exist.");
    }
}
