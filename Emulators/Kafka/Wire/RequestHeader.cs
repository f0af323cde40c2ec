namespace EventAi.Emulators.Kafka.Wire;

/// <summary>Request header versions 1 and 2: in a flexible request (version 2) the client id keeps its old form and tagged fields follow (KIP-482).</summary>
internal sealed class RequestHeader : IWireStruct
{
    public short Key;
    public short ApiVersion;
    public int CorrelationId;
    public string? ClientId;

    public void Describe(WireFields fields)
    {
        fields.Int16(ref Key);
        fields.Int16(ref ApiVersion);
        fields.Int32(ref CorrelationId);
    }

    /// <summary>Reads the rest of the header, whose form follows from the request's key and version.</summary>
    public void ReadRest(WireReader reader, bool flexible)
    {
        reader.NullableString(ref ClientId);
        if (flexible)
        {
            reader.Message(Nothing.Instance, 0, flexible: true);
        }
    }

    private sealed class Nothing : IWireStruct
    {
        public static readonly Nothing Instance = new();

        public void Describe(WireFields fields)
        {
        }
    }
}
