using System.Text.Json.Serialization;

namespace EventAi.Emulators.Aws.Faults;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Fault))]
[JsonSerializable(typeof(IReadOnlyList<Fault>))]
internal sealed partial class FaultsJson : JsonSerializerContext;
