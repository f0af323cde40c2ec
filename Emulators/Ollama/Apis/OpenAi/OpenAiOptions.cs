using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>OpenAI's sampling parameters as Ollama's options, with OpenAI's defaults (ollama/openai/openai.go).</summary>
internal static class OpenAiOptions
{
    public static JsonElement Of(JsonElement? stop, int? maxTokens, double? temperature, double? topP, int? seed, double? frequencyPenalty, double? presencePenalty)
    {
        var options = new JsonObject { ["temperature"] = temperature ?? 1, ["top_p"] = topP ?? 1 };
        if (stop is { ValueKind: JsonValueKind.String } one)
        {
            options["stop"] = new JsonArray(one.GetString());
        }
        else if (stop is { ValueKind: JsonValueKind.Array } several)
        {
            options["stop"] = new JsonArray([.. several.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => JsonValue.Create(item.GetString()))]);
        }

        Set("num_predict", maxTokens);
        Set("seed", seed);
        Set("frequency_penalty", frequencyPenalty);
        Set("presence_penalty", presencePenalty);
        return JsonSerializer.SerializeToElement(options, OllamaJson.Default.JsonObject);

        void Set(string name, double? value)
        {
            if (value is { } given)
            {
                options[name] = given;
            }
        }
    }
}
