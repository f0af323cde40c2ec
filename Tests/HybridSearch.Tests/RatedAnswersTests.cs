using EventAi.Bench.Retrieval.Feedback;
using EventAi.Contracts;

namespace EventAi.HybridSearch.Tests;

public class RatedAnswersTests
{
    [Fact]
    public void Topics_SeveralJudges_AgreeOnTheMeanAndADoubleDeliveryCountsOnce()
    {
        var first = Rated("When does it open?", ("a", 1), ("b", 0));
        AnswerRated[] events =
        [
            first, first, Rated("when does it open? ", ("a", 3), ("c", 1)), Rated("When does it open?", ("c", 0)), Rated("Is it free?", ("d", 0)),
        ];

        var topic = Assert.Single(RatedAnswers.Topics(events));

        Assert.Equal("When does it open?", topic.Text);
        Assert.Equal([("a", 2), ("b", 0), ("c", 1)], topic.Grades.OrderBy(static grade => grade.Key, StringComparer.Ordinal).Select(static grade => (grade.Key, grade.Value)));
    }

    private static AnswerRated Rated(string question, params (string Document, int Grade)[] documents) => new()
    {
        EventId = Guid.NewGuid(),
        Timestamp = DateTimeOffset.UnixEpoch,
        AnswerId = Guid.NewGuid(),
        Question = question,
        Helpful = true,
        Documents = [.. documents.Select(static document => new RatedDocument { DocumentId = document.Document, Grade = document.Grade })],
        ModelId = "m",
        ModelVersion = "1",
    };
}
