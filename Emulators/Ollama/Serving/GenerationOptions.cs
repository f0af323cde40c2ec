using System.Text.Json;

namespace EventAi.Emulators.Ollama.Serving;

/// <summary>The options of a request, with Ollama's names, types, defaults and errors (ollama/api/types.go); unknown ones are let pass.</summary>
internal sealed record GenerationOptions
{
    private const string Integer = "integer";
    private const string Float = "float32";
    private const string Boolean = "boolean";
    private const string Array = "array";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["num_ctx"] = Integer, ["num_batch"] = Integer, ["num_gpu"] = Integer, ["main_gpu"] = Integer, ["num_thread"] = Integer, ["use_mmap"] = Boolean,
        ["num_keep"] = Integer, ["seed"] = Integer, ["num_predict"] = Integer, ["top_k"] = Integer, ["repeat_last_n"] = Integer, ["draft_num_predict"] = Integer,
        ["top_p"] = Float, ["min_p"] = Float, ["typical_p"] = Float, ["temperature"] = Float, ["repeat_penalty"] = Float,
        ["presence_penalty"] = Float, ["frequency_penalty"] = Float, ["stop"] = Array,
    };

    /// <summary>Tokens to write at most; negative for no limit.</summary>
    public int NumPredict { get; init; } = -1;

    /// <summary>Tokens of context; 0 for the model's own.</summary>
    public int NumCtx { get; init; }

    /// <summary>The answer ends before the first of these.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    public float Temperature { get; init; } = 0.8f;

    public int TopK { get; init; } = 40;

    public float TopP { get; init; } = 0.9f;

    public float MinP { get; init; }

    /// <summary>-1 for a random one.</summary>
    public int Seed { get; init; } = -1;

    public float RepeatPenalty { get; init; } = 1.1f;

    public int RepeatLastN { get; init; } = 64;

    public float PresencePenalty { get; init; }

    public float FrequencyPenalty { get; init; }

    /// <summary>Options from the model's parameters and the request's, which come first.</summary>
    /// <exception cref="OllamaException">500 for an option of another type, as Ollama answers.</exception>
    public static GenerationOptions Read(JsonElement? parameters, JsonElement? request)
    {
        var options = new GenerationOptions();
        foreach (var source in (JsonElement?[])[parameters, request])
        {
            if (source is { ValueKind: JsonValueKind.Object } entries)
            {
                options = entries.EnumerateObject().Aggregate(options, static (current, entry) => current.With(entry.Name, entry.Value));
            }
        }

        return options;
    }

    private GenerationOptions With(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null || !Types.TryGetValue(name, out var type))
        {
            return this;
        }

        Check(name, type, value);
        return name switch
        {
            "num_predict" => this with { NumPredict = Whole(value) },
            "num_ctx" => this with { NumCtx = Math.Max(0, Whole(value)) },
            "stop" => this with { Stop = [.. value.EnumerateArray().Select(static item => item.GetString()!)] },
            "temperature" => this with { Temperature = value.GetSingle() },
            "top_k" => this with { TopK = Whole(value) },
            "top_p" => this with { TopP = value.GetSingle() },
            "min_p" => this with { MinP = value.GetSingle() },
            "seed" => this with { Seed = Whole(value) },
            "repeat_penalty" => this with { RepeatPenalty = value.GetSingle() },
            "repeat_last_n" => this with { RepeatLastN = Whole(value) },
            "presence_penalty" => this with { PresencePenalty = value.GetSingle() },
            "frequency_penalty" => this with { FrequencyPenalty = value.GetSingle() },
            _ => this,
        };
    }

    private static void Check(string name, string type, JsonElement value)
    {
        var fits = type switch
        {
            Array => value.ValueKind == JsonValueKind.Array,
            Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => value.ValueKind == JsonValueKind.Number,
        };
        if (!fits)
        {
            throw new OllamaException(StatusCodes.Status500InternalServerError, $"option \"{name}\" must be of type {type}");
        }

        if (type == Array && value.EnumerateArray().Any(static item => item.ValueKind != JsonValueKind.String))
        {
            throw new OllamaException(StatusCodes.Status500InternalServerError, $"option \"{name}\" must be of an array of strings");
        }
    }

    /// <summary>A number is cut to a whole one, as Go's conversion does.</summary>
    private static int Whole(JsonElement value) => (int)Math.Clamp(value.GetDouble(), int.MinValue, int.MaxValue);
}
