namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>What became of a change of visibility.</summary>
internal enum VisibilityOutcome
{
    Done,

    /// <summary>The message is to be received, not received.</summary>
    NotInFlight,

    /// <summary>No such message any more, or it was received again since.</summary>
    Unknown,
}
