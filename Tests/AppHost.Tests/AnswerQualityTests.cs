using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Support;
using Xunit.Abstractions;

namespace EventAi.AppHost.Tests;

/// <summary>The samples' questions, asked of the whole system: what is cited is right, and what the documents do not hold is not answered.</summary>
[Collection(SystemTests.Name)]
public class AnswerQualityTests(RunningSystem system, ITestOutputHelper output)
{
    private const double LeastPrecision = 0.9;
    private const double LeastAnswered = 0.85;
    private const double LeastRefused = 13.0 / 15;
    private const int Askers = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Ask_SampleQuestions_AreAnsweredWithTheRightCitationOrRefused()
    {
        await UploadSamplesAsync();
        var questions = JsonSerializer.Deserialize<SampleQuestion[]>(await File.ReadAllTextAsync(Repository.PathOf("samples", "questions.json")), JsonSerializerOptions.Web)!;
        var answers = new JsonElement[questions.Length];
        await Parallel.ForEachAsync(questions.Index(), new ParallelOptions { MaxDegreeOfParallelism = Askers }, async (entry, _) => answers[entry.Index] = await AskAsync(entry.Item.Question));

        var (cited, right, answerable, holding, unanswerable, refused) = (0, 0, 0, 0, 0, 0);
        foreach (var (question, answer) in questions.Zip(answers))
        {
            var documents = answer.GetProperty("citations").EnumerateArray().Select(static citation => citation.GetProperty("documentId").GetString()).ToArray();
            var answered = answer.GetProperty("answered").GetBoolean();
            Assert.Equal(answered, documents.Length > 0);
            Assert.Equal(!answered, answer.TryGetProperty("refusal", out var refusal));
            var fine = question.Document is null ? !answered : answered && Array.TrueForAll(documents, document => document == Id(question.Document)) && Says(answer, question.AnswerContains!);
            if (!fine)
            {
                output.WriteLine($"{question.Question}\n  wanted {question.Document ?? "no answer"}: {question.AnswerContains}\n  got {string.Join(", ", documents)}: {answer.GetProperty("answer").GetString()}");
            }
            if (question.Document is null)
            {
                (unanswerable, refused) = (unanswerable + 1, refused + (answered ? 0 : 1));
                Assert.True(answered || refusal.GetProperty("reason").GetString()!.Length > 0);
                continue;
            }
            (answerable, cited) = (answerable + 1, cited + documents.Length);
            right += documents.Count(document => document == Id(question.Document));
            holding += answered && Says(answer, question.AnswerContains!) ? 1 : 0;
        }

        output.WriteLine($"{holding} of {answerable} hold the answer; {right} of {cited} citations are right; {refused} of {unanswerable} are refused");
        Assert.True(answerable >= 30 && unanswerable >= 15, "There are too few questions to say anything.");
        Assert.True(right >= LeastPrecision * cited, $"{right} of {cited} citations are right.");
        Assert.True(holding >= LeastAnswered * answerable, $"{holding} of {answerable} questions are answered.");
        Assert.True(refused >= LeastRefused * unanswerable, $"{refused} of {unanswerable} questions without an answer are refused.");
    }

    private static bool Says(JsonElement answer, string text)
        => string.Join(' ', answer.GetProperty("answer").GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string Id(string file) => $"samples/{file}";

    private async Task UploadSamplesAsync()
    {
        var files = Directory.GetFiles(Repository.PathOf("samples")).Where(static file => Path.GetFileName(file) is not ("README.md" or "questions.json")).ToArray();
        foreach (var file in files)
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
            content.Headers.ContentType = new MediaTypeHeaderValue(Path.GetExtension(file) switch { ".md" => "text/markdown", ".html" => "text/html", _ => "text/plain" });
            using var response = await system.Gateway.PostAsync($"/documents?id={Uri.EscapeDataString(Id(Path.GetFileName(file)))}", content);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }
        foreach (var file in files)
        {
            await Eventually.HoldsAsync(Patience, async () =>
            {
                using var response = await system.Gateway.GetAsync($"/documents/{Uri.EscapeDataString(Id(Path.GetFileName(file)))}");
                return response.IsSuccessStatusCode && (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString() == "Indexed";
            });
        }
    }

    private async Task<JsonElement> AskAsync(string question)
    {
        using var response = await system.Gateway.PostAsJsonAsync("/ask", new { question });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private sealed record SampleQuestion(string Question, string? Document, string? AnswerContains);
}
