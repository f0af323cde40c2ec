using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>
/// State machines as documents: one per machine, with its versions and aliases within. A document is replaced as a whole, under
/// one lock, so that a reader never sees half a change.
/// </summary>
internal sealed class MachineStore([FromKeyedServices(StatesHosting.Documents)] DocumentStore documents)
{
    private const string Kind = "machine";

    /// <summary>Held while a document is read, changed and put back.</summary>
    public Lock Gate { get; } = new();

    public JsonObject? Find(string arn) => documents.Get(Kind, arn);

    public void Put(JsonObject machine) => documents.Put(Kind, machine["stateMachineArn"]!.AsString()!, machine);

    public bool Remove(string arn) => documents.Remove(Kind, arn);

    public IEnumerable<JsonObject> All(string region)
        => documents.All(Kind).Select(static pair => pair.Value).Where(machine => machine["stateMachineArn"]!.AsString()!.Split(':')[3] == region);

    /// <summary>A machine, one of its versions, or what an alias leads to.</summary>
    /// <param name="arn">ARN with or without a version or alias.</param>
    /// <exception cref="AwsException">It does not exist.</exception>
    public ResolvedMachine Resolve(string arn)
    {
        var parts = StatesArns.Check(arn, "stateMachine");
        var machine = Find(string.Join(':', parts[..7])) ?? throw StatesErrors.StateMachineDoesNotExist(arn);
        if (parts.Length == 7)
        {
            return new ResolvedMachine(machine, machine, null, null);
        }
        if (Alias(machine, parts[7]) is { } alias)
        {
            var chosen = Choose((JsonArray)alias["routingConfiguration"]!);
            var target = Version(machine, chosen.Split(':')[^1]) ?? throw StatesErrors.StateMachineDoesNotExist(chosen);
            return new ResolvedMachine(machine, target, chosen, arn);
        }
        return Version(machine, parts[7]) is { } version ? new ResolvedMachine(machine, version, arn, null) : throw StatesErrors.StateMachineDoesNotExist(arn);
    }

    public static JsonObject? Version(JsonObject machine, string number)
        => ((JsonArray)machine["versions"]!).Cast<JsonObject>().FirstOrDefault(version => version["number"]!.Text == number);

    public static JsonObject? Alias(JsonObject machine, string name)
        => ((JsonArray)machine["aliases"]!).Cast<JsonObject>().FirstOrDefault(alias => alias["name"]!.AsString() == name);

    private static string Choose(JsonArray routes)
    {
        var point = System.Security.Cryptography.RandomNumberGenerator.GetInt32(100);
        foreach (var route in routes)
        {
            point -= (int)route["weight"]!.AsNumber()!.Value;
            if (point < 0)
            {
                return route["stateMachineVersionArn"]!.AsString()!;
            }
        }
        return routes[0]["stateMachineVersionArn"]!.AsString()!;
    }
}
