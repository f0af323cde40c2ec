using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama.Apis;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(VersionBody))]
[JsonSerializable(typeof(TagsBody))]
[JsonSerializable(typeof(PsBody))]
[JsonSerializable(typeof(ShowRequest))]
[JsonSerializable(typeof(ShowBody))]
[JsonSerializable(typeof(EmbedRequest))]
[JsonSerializable(typeof(EmbedBody))]
[JsonSerializable(typeof(EmbeddingsRequest))]
[JsonSerializable(typeof(EmbeddingsBody))]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(GenerateRequest))]
[JsonSerializable(typeof(GenerateBody))]
[JsonSerializable(typeof(Fault))]
internal sealed partial class OllamaJson : JsonSerializerContext;
