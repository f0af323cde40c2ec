namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>Where a message is in its life.</summary>
internal enum MessageState
{
    /// <summary>To be received.</summary>
    Ready,

    /// <summary>Sent with a delay that has not passed.</summary>
    Delayed,

    /// <summary>Received, not deleted, visibility timeout not passed.</summary>
    InFlight,

    /// <summary>Deleted, purged, expired or moved.</summary>
    Gone,
}
