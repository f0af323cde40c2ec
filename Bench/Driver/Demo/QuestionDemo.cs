using System.Net.Http.Json;
using System.Text.Json;

namespace EventAi.Driver.Demo;

/// <summary>Asks the first five sample questions; an answer must cite the document that holds it and hold what it must.</summary>
internal static class QuestionDemo
{
    private const int Asked = 5;

    public static async Task<bool> RunAsync(HttpClient gateway, string samples)
    {
        var questions = JsonSerializer.Deserialize<SampleQuestion[]>(await File.ReadAllTextAsync(Path.Combine(samples, "questions.json")), JsonSerializerOptions.Web)!;
        Console.WriteLine();
        Console.WriteLine("Questions");
        var good = true;
        foreach (var question in questions.Take(Asked))
        {
            var started = TimeProvider.System.GetTimestamp();
            using var response = await gateway.PostAsJsonAsync("/ask", new { question = question.Question });
            response.EnsureSuccessStatusCode();
            var answer = (await response.Content.ReadFromJsonAsync<Answer>())!;
            var right = answer.Text.Contains(question.AnswerContains!, StringComparison.OrdinalIgnoreCase) && answer.Citations.Any(citation => citation.DocumentId == question.Document);
            good &= right;
            Console.WriteLine($"  Q: {question.Question}");
            Console.WriteLine($"  A: {answer.Text.ReplaceLineEndings(" ")}   ({TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:F0} ms{(right ? "" : $"; expected '{question.AnswerContains}' from {question.Document}")})");
            foreach (var citation in answer.Citations)
            {
                Console.WriteLine($"     [{citation.Number}] {citation.DocumentId}, {citation.TitlePath}");
            }
            Console.WriteLine($"     {DemoCommand.TraceLink(answer.TraceId)}");
        }
        return good;
    }

    private sealed record SampleQuestion(string Question, string? Document, string? AnswerContains);

    private sealed record Answer([property: System.Text.Json.Serialization.JsonPropertyName("answer")] string Text, IReadOnlyList<Citation> Citations, string? TraceId);

    private sealed record Citation(int Number, string DocumentId, string TitlePath);
}
