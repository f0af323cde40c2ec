using System.Text.Json.Serialization;

namespace EventAi.FraudScoring.Scoring;

/// <summary>The JSON form of a model file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FraudModelFile))]
public sealed partial class FraudModelJson : JsonSerializerContext;
