using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Contracts;

namespace EventAi.Services.Tests.Retrieval;

[Collection(RetrievalTests.Name)]
public class FeedbackTests(RetrievalFixture retrieval)
{
    [Fact]
    public async Task Rate_Answer_BecomesAnEventThatHoldsQuestionAndDocuments()
    {
        await retrieval.Index.AddAsync("feedback/kiln", ["The kiln of Arve is fired twice a month with beech wood."]);
        var id = await AskAsync("How often is the kiln of Arve fired?", "feedback/kiln");

        using var helpful = await retrieval.Http.PostAsJsonAsync($"/answers/{id}/feedback", new { helpful = true, comment = "Thanks, write to me at kim@example.org" });
        using var graded = await retrieval.Http.PostAsJsonAsync($"/answers/{id}/feedback", new { documents = new[] { new { documentId = "feedback/kiln", grade = 3 }, new { documentId = "feedback/else", grade = 0 } } });
        var events = (await retrieval.Broker.ReadAsync(Topics.AnswersRated, 2, TimeSpan.FromSeconds(20)))
            .Select(static record => EventSchema<AnswerRated>.Parse(record.Message.Value, out _)!).Where(rated => rated.AnswerId == id).ToArray();

        Assert.Equal(HttpStatusCode.Accepted, helpful.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, graded.StatusCode);
        Assert.All(events, static rated => Assert.Equal("How often is the kiln of Arve fired?", rated.Question));
        Assert.Equal([("feedback/kiln", 1)], events[0].Documents.Select(static document => (document.DocumentId, document.Grade)));
        Assert.True(events[0].Helpful);
        Assert.DoesNotContain("kim@", events[0].Comment, StringComparison.Ordinal);
        Assert.Equal([("feedback/kiln", 3), ("feedback/else", 0)], events[1].Documents.Select(static document => (document.DocumentId, document.Grade)));
    }

    [Fact]
    public async Task Rate_UnknownAnswer_IsNotFound()
    {
        using var response = await retrieval.Http.PostAsJsonAsync($"/answers/{Guid.NewGuid()}/feedback", new { helpful = true });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"documents":[{"documentId":"a","grade":4}]}""")]
    [InlineData("""{"documents":[{"grade":1}]}""")]
    public async Task Rate_BadFeedback_IsTheCallersMistake(string body)
    {
        using var response = await retrieval.Http.PostAsync($"/answers/{Guid.NewGuid()}/feedback", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<Guid> AskAsync(string question, string documentId)
    {
        using var response = await retrieval.Http.PostAsJsonAsync("/ask", new { question, documentId });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}
