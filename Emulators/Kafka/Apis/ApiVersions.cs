using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// ApiVersions (18), versions 0-4. Lists what <see cref="ApiRegistry"/> holds. A version that is not served is answered in the layout of
/// version 0 with UNSUPPORTED_VERSION and the versions of this operation alone, so that the client can ask again (KIP-511).
/// Not emulated: supported and finalized features (there are none to tell of).
/// </summary>
internal sealed class ApiVersions(ApiRegistry registry) : TypedApi<ApiVersions.Request, ApiVersions.Response>(ApiKey.ApiVersions, 0, 4, 3)
{
    /// <summary>Leaves the answer to a version that is not served in the writer.</summary>
    public void AnswerUnsupported(WireWriter writer, int correlationId)
    {
        writer.StartFrame(correlationId, flexibleHeader: false);
        writer.Message(new Response { Error = KafkaError.UnsupportedVersion, Keys = [Range(this)] }, 0, flexible: false);
        writer.EndFrame();
    }

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) =>
        new(new Response { Keys = [.. registry.All.Select(Range)] });

    private static Response.Api Range(KafkaApi api) => new() { Key = (short)api.Key, Min = api.MinVersion, Max = api.MaxVersion };

    internal sealed class Request : IWireStruct
    {
        public string SoftwareName = "";
        public string SoftwareVersion = "";

        public void Describe(WireFields fields)
        {
            fields.String(ref SoftwareName, since: 3);
            fields.String(ref SoftwareVersion, since: 3);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public KafkaError Error;
        public List<Api> Keys = [];
        public int ThrottleMs;

        public void Describe(WireFields fields)
        {
            fields.Error(ref Error);
            fields.Array(ref Keys);
            fields.Int32(ref ThrottleMs, since: 1);
        }

        internal sealed class Api : IWireStruct
        {
            public short Key;
            public short Min;
            public short Max;

            public void Describe(WireFields fields)
            {
                fields.Int16(ref Key);
                fields.Int16(ref Min);
                fields.Int16(ref Max);
            }
        }
    }
}
