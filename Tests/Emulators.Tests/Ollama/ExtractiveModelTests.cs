using EventAi.Emulators.Ollama.Extractive;
using Xunit.Abstractions;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>
/// Questions with and without an answer in their context. The thresholds of the model were set on the sets that are not held out;
/// the held-out ones only measure.
/// </summary>
[Collection(OllamaCollection.Name)]
public sealed class ExtractiveModelTests(OllamaFixture fixture, ITestOutputHelper output)
{
    private readonly ExtractiveModel model = new(fixture.Model.EmbedAsync, ExtractiveSettings.Default);

    [Theory]
    [InlineData(false, 0.9, 0.85)]
    [InlineData(true, 0.85, 0.85)]
    public void Answer_QuestionSet_AnswersOrAdmitsIgnorance(bool heldOut, double minAnswered, double minAdmitted)
    {
        var cases = OllamaFixture.Data<QuestionSet[]>("extractive.json").Where(set => set.HeldOut == heldOut)
            .SelectMany(set => set.Questions.Select(question => (set, question))).ToArray();
        var (answered, admitted, answerable) = (0, 0, cases.Count(static item => item.question.Answer is not null));
        foreach (var (set, question) in cases)
        {
            var answer = Answer(set, question.Ask);
            var right = question.Answer is null ? answer == ExtractiveModel.DoesNotKnow : answer.Contains(question.Answer, StringComparison.Ordinal);
            answered += right && question.Answer is not null ? 1 : 0;
            admitted += right && question.Answer is null ? 1 : 0;
            output.WriteLine($"{(right ? "  " : "! ")}{question.Ask} → {answer}");
        }

        output.WriteLine($"answered {answered} of {answerable}, admitted {admitted} of {cases.Length - answerable}");
        Assert.True(answered >= minAnswered * answerable, $"answered {answered} of {answerable}");
        Assert.True(admitted >= minAdmitted * (cases.Length - answerable), $"admitted {admitted} of {cases.Length - answerable}");
    }

    [Fact]
    public void Answer_AnyQuestion_QuotesSentencesOfTheCitedBlocks()
    {
        foreach (var set in OllamaFixture.Data<QuestionSet[]>("extractive.json"))
        {
            foreach (var answer in set.Questions.Select(question => Answer(set, question.Ask)).Where(static answer => answer != ExtractiveModel.DoesNotKnow))
            {
                var cited = System.Text.RegularExpressions.Regex.Matches(answer, @"(?<text>[^\]]+) \[(?<block>\d+)\]", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
                Assert.InRange(cited.Count, 1, 3);
                Assert.All(cited, match => Assert.Contains(
                    match.Groups["text"].Value.Trim(), set.Context[int.Parse(match.Groups["block"].Value) - 1].Text, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Answer_Results_AreComposedAndCited()
    {
        var prompt = ChatPrompt.Parse([new("user", "Results:\n[1] search: The limit is 1,000 euros. [4]\n[2] calculation: 3 * 1000 = 3000\n[3] search: " + ExtractiveModel.DoesNotKnow + "\n\nQuestion: Three times the limit?", [])]);
        Assert.Equal("search: The limit is 1,000 euros. [4] calculation: 3 * 1000 = 3000. [2]", Answer(prompt));
    }

    [Theory]
    [InlineData("What is a broker?")]
    [InlineData("[1] Empty block\n\nQuestion: What is a broker?")]
    [InlineData("[1] Limits\nThe limit is 5.\n\nQuestion:")]
    [InlineData("Results:\n\nQuestion: What is a broker?")]
    [InlineData("")]
    public void Answer_NothingToAnswerFrom_AdmitsIgnorance(string content)
        => Assert.Equal(ExtractiveModel.DoesNotKnow, Answer(ChatPrompt.Parse([new("user", content, [])])));

    [Fact]
    public void Answer_SamePrompt_IsTheSame()
    {
        var set = OllamaFixture.Data<QuestionSet[]>("extractive.json")[1];
        var answers = Enumerable.Range(0, 20).Select(_ => Answer(set, "What happens when a member of a consumer group fails?")).Distinct();
        Assert.Single(answers);
    }

    [Fact]
    public void Answer_ThousandsOfSentences_StaysWithinBounds()
    {
        var text = string.Join(' ', Enumerable.Range(0, 5000).Select(static number => $"Shelf {number} holds box {number * 7}."));
        var answer = Answer(ChatPrompt.Parse([new("user", $"[1] Store ▸ Shelves\n{text}\n\nQuestion: Which box does shelf 4711 hold?", [])]));
        Assert.StartsWith("Shelf 4711 holds box 32977. [1]", answer, StringComparison.Ordinal);
    }

    private string Answer(ChatPrompt prompt) => model.AnswerAsync(prompt, CancellationToken.None).GetAwaiter().GetResult().Text;

    private string Answer(QuestionSet set, string question)
    {
        var context = string.Join("\n\n", set.Context.Select(static (block, index) => $"[{index + 1}] {block.Heading}\n{block.Text}"));
        return Answer(ChatPrompt.Parse([new("system", "Answer only from the context.", []), new("user", $"{context}\n\nQuestion: {question}", [])]));
    }

    private sealed record QuestionSet(Block[] Context, Question[] Questions, bool HeldOut = false);

    private sealed record Block(string Heading, string Text);

    private sealed record Question(string Ask, string? Answer);
}
