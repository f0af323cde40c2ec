using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Bench.Ollama.Embedding;

/// <summary>Sentences of a given number of tokens, from a seed.</summary>
internal sealed class TextMaker(UseLiteModel model, int seed)
{
    private static readonly string[] Words =
        "the a system service stores reads writes each every new old record message card customer order payment partition topic is was are in on for with from to of and when because it fails waits moves grows region network warehouse parcel limit account night morning before after quickly never always again"
            .Split(' ');

    private readonly Random random = new(seed);

    public string[] Make(int count, int tokens) => [.. Enumerable.Range(0, count).Select(_ => One(tokens))];

    private string One(int tokens)
    {
        var text = Words[random.Next(Words.Length)];
        while (model.Tokenize(text).Length < tokens)
        {
            text += $" {Words[random.Next(Words.Length)]}";
        }

        return text;
    }
}
