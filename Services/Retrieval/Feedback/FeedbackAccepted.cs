namespace EventAi.Retrieval.Feedback;

/// <summary>Feedback is on its way as an event.</summary>
public sealed record FeedbackAccepted(Guid EventId, Guid AnswerId);
