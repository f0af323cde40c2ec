using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// SaslHandshake (17), version 1. PLAIN, where the broker has users; ILLEGAL_SASL_STATE where it has none. Not emulated: version 0, behind which tokens
/// come without a Kafka header; SCRAM, OAUTHBEARER and GSSAPI (UNSUPPORTED_SASL_MECHANISM).
/// </summary>
internal sealed class SaslHandshake(BrokerState state) : TypedApi<SaslHandshake.Request, SaslHandshake.Response>(ApiKey.SaslHandshake, 1, 1, short.MaxValue)
{
    private const string Plain = "PLAIN";

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        if (!state.Options.RequiresLogin)
        {
            return new(new Response { Error = KafkaError.IllegalSaslState });
        }

        context.SaslChosen = request.Mechanism == Plain;
        return new(new Response { Error = context.SaslChosen ? KafkaError.None : KafkaError.UnsupportedSaslMechanism, Mechanisms = [Plain] });
    }

    internal sealed class Request : IWireStruct
    {
        public string Mechanism = "";

        public void Describe(WireFields fields) => fields.String(ref Mechanism);
    }

    internal sealed class Response : IWireStruct
    {
        public KafkaError Error;
        public List<string> Mechanisms = [];

        public void Describe(WireFields fields)
        {
            fields.Error(ref Error);
            fields.StringArray(ref Mechanisms);
        }
    }
}
