using System.Text.Json;
using EventAi.Emulators.Ollama;
using EventAi.Emulators.Ollama.Extractive;
using EventAi.Emulators.Ollama.Serving;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Bench.Ollama.Calibration;

/// <summary>
/// Tries the settings of the model "extractive" on questions with and without an answer, and prints the best ones and the defaults, for
/// the sets that settings are chosen on and for those held out.
/// </summary>
internal static class Calibrator
{
    private static readonly double[] Weights = [0.4, 0.5, 0.6, 0.7, 0.8];
    private static readonly double[] Thresholds = [0.30, 0.33, 0.36, 0.38, 0.40, 0.42, 0.44, 0.47, 0.50, 0.55];
    private static readonly double[] Overlaps = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4];
    private static readonly double[] Lengths = [0, 0.2, 0.4];

    public static async Task RunAsync(string file)
    {
        var sets = JsonSerializer.Deserialize<QuestionSet[]>(await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!;
        var model = UseLiteModel.Load(new OllamaOptions().UseLiteFolder(Environment.CurrentDirectory));
        var vectors = new VectorCache(model);
        QuestionSet[] chosen = [.. sets.Where(static set => !set.HeldOut)], held = [.. sets.Where(static set => set.HeldOut)];
        List<(ExtractiveSettings Settings, Score Score)> results = [];
        foreach (var settings in Candidates())
        {
            results.Add((settings, await MeasureAsync(vectors.EmbedAsync, settings, chosen)));
        }

        Console.WriteLine("weight of BM25 | threshold | least overlap | b | calibration | held out");
        Console.WriteLine("---|---|---|---|---|---");
        var best = results.OrderByDescending(static result => result.Score.Balanced).ThenBy(static result => result.Score.Sentences).Take(10).Select(static result => result.Settings);
        foreach (var settings in best.Append(ExtractiveSettings.Default))
        {
            Console.WriteLine(
                $"{settings.Bm25Weight} | {settings.AnswerThreshold} | {settings.MinOverlap} | {settings.LengthNormalization} | {await MeasureAsync(vectors.EmbedAsync, settings, chosen)} | {await MeasureAsync(vectors.EmbedAsync, settings, held)}{(settings == ExtractiveSettings.Default ? " (default)" : "")}");
        }
    }

    private static IEnumerable<ExtractiveSettings> Candidates()
        => from weight in Weights
           from threshold in Thresholds
           from overlap in Overlaps
           from length in Lengths
           select new ExtractiveSettings { Bm25Weight = weight, AnswerThreshold = threshold, MinOverlap = overlap, LengthNormalization = length };

    /// <summary>Every question on its own context, and on those of the other sets, which do not answer it.</summary>
    private static IEnumerable<(QuestionSet Set, QuestionSet.Question Question)> Cases(QuestionSet[] sets)
        => from context in sets
           from asked in sets
           from question in asked.Questions
           where context == asked || question.Answer is not null
           select (context, context == asked ? question : question with { Answer = null });

    private static async Task<Score> MeasureAsync(EmbedTexts embed, ExtractiveSettings settings, QuestionSet[] sets)
    {
        var extractive = new ExtractiveModel(embed, settings);
        var score = new Score(0, 0, 0, 0, 0);
        foreach (var (set, question) in Cases(sets))
        {
            var prompt = ChatPrompt.Parse([new ChatMessage("user", set.Prompt(question), [])]);
            var answer = await extractive.AnswerAsync(prompt, CancellationToken.None);
            score = question.Answer is null
                ? score with { Unanswerable = score.Unanswerable + 1, Admitted = score.Admitted + (answer.Answered ? 0 : 1) }
                : score with
                {
                    Answerable = score.Answerable + 1,
                    Answered = score.Answered + (answer.Text.Contains(question.Answer, StringComparison.Ordinal) ? 1 : 0),
                    Sentences = score.Sentences + answer.Statements.Count,
                };
        }

        return score;
    }
}
