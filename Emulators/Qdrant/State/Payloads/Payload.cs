namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>A JSON object: the payload of a point, or an object inside one. Never changed once it belongs to a point.</summary>
internal sealed class Payload : Dictionary<string, PayloadValue>
{
    public static readonly Payload Empty = [];

    public Payload()
        : base(StringComparer.Ordinal)
    {
    }

    public Payload(Payload other)
        : base(other, StringComparer.Ordinal)
    {
    }
}
