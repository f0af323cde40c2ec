using System.Text.Json.Serialization;

namespace EventAi.Gateway.Transactions;

/// <summary>Strict like the events: required members, nullability and types are enforced; unknown members are an error of the caller.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TransactionRequest))]
internal sealed partial class TransactionJson : JsonSerializerContext;
