using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge;

/// <summary>Where other services of this endpoint put their events, as AWS services do: on the default bus.</summary>
internal interface IEventSink
{
    /// <summary>Whether anybody on the default bus would take an event: a rule or an archive.</summary>
    bool IsHeard(string region);

    /// <summary>The event is durable and matched when this returns.</summary>
    /// <param name="region">Region of the bus.</param>
    /// <param name="source">E.g. <c>aws.s3</c>.</param>
    /// <param name="detailType">E.g. <c>Object Created</c>.</param>
    /// <param name="detail">Detail.</param>
    /// <param name="resources">ARNs.</param>
    void Publish(string region, string source, string detailType, JsonObject detail, params IEnumerable<string> resources);
}
