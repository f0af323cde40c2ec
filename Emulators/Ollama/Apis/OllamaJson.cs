using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventAi.Emulators.Ollama.Apis.OpenAi;

namespace EventAi.Emulators.Ollama.Apis;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(VersionBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(TagsBody))]
[JsonSerializable(typeof(PsBody))]
[JsonSerializable(typeof(ShowRequest))]
[JsonSerializable(typeof(ShowBody))]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(CopyRequest))]
[JsonSerializable(typeof(CreateRequest))]
[JsonSerializable(typeof(DeleteRequest))]
[JsonSerializable(typeof(ProgressBody))]
[JsonSerializable(typeof(EmbedRequest))]
[JsonSerializable(typeof(EmbedBody))]
[JsonSerializable(typeof(EmbeddingsRequest))]
[JsonSerializable(typeof(EmbeddingsBody))]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(GenerateRequest))]
[JsonSerializable(typeof(GenerateBody))]
[JsonSerializable(typeof(Fault))]
[JsonSerializable(typeof(OpenAiError))]
[JsonSerializable(typeof(ChatCompletionRequest))]
[JsonSerializable(typeof(ChatCompletionBody))]
[JsonSerializable(typeof(ChatChunkBody))]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(CompletionBody))]
[JsonSerializable(typeof(EmbeddingListRequest))]
[JsonSerializable(typeof(EmbeddingListBody))]
[JsonSerializable(typeof(ModelListBody))]
[JsonSerializable(typeof(ModelEntry))]
[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(byte))]
[JsonSerializable(typeof(sbyte))]
[JsonSerializable(typeof(short))]
[JsonSerializable(typeof(ushort))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(uint))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(ulong))]
[JsonSerializable(typeof(float))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
internal sealed partial class OllamaJson : JsonSerializerContext
{
    /// <summary>For answers: text as it is, not escaped beyond what JSON asks for.</summary>
    public static OllamaJson Relaxed { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
