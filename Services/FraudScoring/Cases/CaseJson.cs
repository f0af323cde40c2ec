using System.Text.Json.Serialization;

namespace EventAi.FraudScoring.Cases;

/// <summary>Cases as they are stored, and what investigators send: strict.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FraudCase))]
internal sealed partial class CaseJson : JsonSerializerContext;
