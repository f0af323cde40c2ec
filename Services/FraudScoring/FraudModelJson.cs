using System.Text.Json.Serialization;

namespace EventAi.FraudScoring;

/// <summary>The JSON form of a model file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(FraudModelFile))]
public sealed partial class FraudModelJson : JsonSerializerContext;
