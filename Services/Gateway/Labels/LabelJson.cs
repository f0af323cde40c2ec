using System.Text.Json.Serialization;

namespace EventAi.Gateway.Labels;

/// <summary>Strict: required members, nullability and types are enforced; unknown members are an error of the caller.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(LabelRequest))]
internal sealed partial class LabelJson : JsonSerializerContext;
