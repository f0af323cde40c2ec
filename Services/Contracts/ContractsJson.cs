using System.Text.Json.Serialization;

namespace EventAi.Contracts;

/// <summary>The JSON form of every event: camelCase, required members and nullability enforced, unknown members ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DocumentUploaded))]
[JsonSerializable(typeof(DocumentChunked))]
[JsonSerializable(typeof(DocumentDescribed))]
[JsonSerializable(typeof(DocumentEmbedded))]
[JsonSerializable(typeof(DocumentIndexed))]
[JsonSerializable(typeof(DocumentFailed))]
[JsonSerializable(typeof(DocumentDeleted))]
[JsonSerializable(typeof(TransactionReceived))]
[JsonSerializable(typeof(TransactionScored))]
[JsonSerializable(typeof(TransactionLabelled))]
[JsonSerializable(typeof(HighRiskTransaction))]
[JsonSerializable(typeof(ChatMessage))]
[JsonSerializable(typeof(AnswerRated))]
public sealed partial class ContractsJson : JsonSerializerContext;
