using System.Security.Cryptography;
using System.Text.Json;
using EventAi.Contracts;
using EventAi.Retrieval.Answers;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventAi.Retrieval.Feedback;

internal static class FeedbackEndpoints
{
    private const int MaxDocuments = 100;
    private const int MaxComment = 2000;
    private const int MaxGrade = 3;
    private const string ModelVersion = "1";

    private static readonly Guid EventIds = new("c1f5b7c2-0c7e-4a0e-9f43-0a4b7e2d9d55");

    public static void MapFeedback(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/answers/{id:guid}/feedback", RateAsync);

    private static async Task<Results<Accepted<FeedbackAccepted>, ProblemHttpResult>> RateAsync(
        Guid id, FeedbackRequest request, AskedAnswers answers, IEventPublisher publisher, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Problem(request) is { } problem)
        {
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        }
        if (await answers.FindAsync(id) is not { } answer)
        {
            return TypedResults.Problem($"There is no answer '{id}', or it is older than a month.", statusCode: StatusCodes.Status404NotFound);
        }
        var rated = Event(id, request, answer, time.GetUtcNow());
        await publisher.PublishAsync(rated, cancellationToken: cancellationToken);
        return TypedResults.Accepted((string?)null, new FeedbackAccepted(rated.EventId, id));
    }

    /// <summary>The same feedback again is the same event; another opinion on the same answer is another one.</summary>
    private static AnswerRated Event(Guid id, FeedbackRequest request, AskedAnswer answer, DateTimeOffset now) => new()
    {
        EventId = NameBasedGuid.Create(EventIds, $"{id}/{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request)))}"),
        Timestamp = now,
        AnswerId = id,
        Question = answer.Question,
        Helpful = request.Helpful ?? request.Documents!.Any(static document => document.Grade > 0),
        Documents = request.Documents is { } judged
            ? [.. judged.Select(static document => new RatedDocument { DocumentId = document.DocumentId!, Grade = document.Grade })]
            : [.. answer.Cited.Select(document => new RatedDocument { DocumentId = document, Grade = request.Helpful == true ? 1 : 0 })],
        Comment = request.Comment is { } comment ? PersonalDataMask.Masked(comment) : "",
        ConversationId = answer.ConversationId ?? "",
        ModelId = answer.Model,
        ModelVersion = ModelVersion,
    };

    private static string? Problem(FeedbackRequest request)
        => request is { Helpful: null, Documents: null or { Count: 0 } } ? "'helpful' (true or false) or 'documents' is missing."
            : request.Documents?.Count > MaxDocuments ? $"'documents' has more than {MaxDocuments} entries."
            : request.Documents?.Any(static document => string.IsNullOrWhiteSpace(document.DocumentId) || document.DocumentId.Length > 256 || document.Grade is < 0 or > MaxGrade) == true
                ? $"Each of 'documents' has a 'documentId' and a 'grade' from 0 to {MaxGrade}."
            : request.Comment?.Length > MaxComment ? $"'comment' has more than {MaxComment} characters."
            : null;
}
