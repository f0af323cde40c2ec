using System.Security.Cryptography;
using System.Text.Json;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>The choice of the next token: the format's grammar first, then penalties, top k, top p, min p, temperature. Temperature 0 takes the likeliest.</summary>
internal sealed class LlamaSampler : IDisposable
{
    private readonly nint chain = LlamaNative.NewSampler(new LlamaNative.SamplerParams { NoPerformance = 1 });

    public LlamaSampler(LlamaVocabulary vocabulary, GenerationOptions options, JsonElement? format)
    {
        if (format is { } wanted)
        {
            var grammar = LlamaNative.Grammar(vocabulary.Handle, JsonGrammar.Of(wanted), "root");
            LlamaNative.AddSampler(chain, grammar != 0 ? grammar : throw OllamaException.BadRequest("the format cannot be made a grammar"));
        }

        if (options.RepeatPenalty != 1 || options.FrequencyPenalty != 0 || options.PresencePenalty != 0)
        {
            LlamaNative.AddSampler(chain, LlamaNative.Penalties(options.RepeatLastN, options.RepeatPenalty, options.FrequencyPenalty, options.PresencePenalty));
        }

        if (options.Temperature <= 0)
        {
            LlamaNative.AddSampler(chain, LlamaNative.Greedy());
            return;
        }

        LlamaNative.AddSampler(chain, LlamaNative.TopK(options.TopK));
        LlamaNative.AddSampler(chain, LlamaNative.TopP(options.TopP, 1));
        LlamaNative.AddSampler(chain, LlamaNative.MinP(options.MinP, 1));
        LlamaNative.AddSampler(chain, LlamaNative.Temperature(options.Temperature));
        LlamaNative.AddSampler(chain, LlamaNative.Distribution(options.Seed >= 0 ? (uint)options.Seed : (uint)RandomNumberGenerator.GetInt32(int.MaxValue)));
    }

    public int Next(LlamaContext context) => LlamaNative.Sample(chain, context.Handle, -1);

    public void Dispose() => LlamaNative.FreeSampler(chain);
}
