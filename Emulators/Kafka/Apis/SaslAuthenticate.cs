using EventAi.Emulators.Kafka.Security;
using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// SaslAuthenticate (36), versions 0-2. User and password of the broker's options; a wrong one is SASL_AUTHENTICATION_FAILED, and the connection closes behind it.
/// Not emulated: expiry of a session (KIP-368: its lifetime is 0).
/// </summary>
internal sealed class SaslAuthenticate(BrokerState state) : TypedApi<SaslAuthenticate.Request, SaslAuthenticate.Response>(ApiKey.SaslAuthenticate, 0, 2, 2)
{
    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        if (!context.SaslChosen)
        {
            context.CloseConnection = true;
            return new(new Response { Error = KafkaError.IllegalSaslState, Message = "A SaslHandshake comes first." });
        }

        context.User = PlainCredentials.User(request.Token.Span, state.Options.Users);
        if (context.User is null)
        {
            context.CloseConnection = true;
            return new(new Response { Error = KafkaError.SaslAuthenticationFailed, Message = "Authentication failed: wrong user or password." });
        }

        return new(new Response());
    }

    internal sealed class Request : IWireStruct
    {
        public ReadOnlyMemory<byte> Token;

        public void Describe(WireFields fields) => fields.Bytes(ref Token);
    }

    internal sealed class Response : IWireStruct
    {
        public KafkaError Error;
        public string? Message;
        public ReadOnlyMemory<byte> Token;
        public long LifetimeMs;

        public void Describe(WireFields fields)
        {
            fields.Error(ref Error);
            fields.NullableString(ref Message);
            fields.Bytes(ref Token);
            fields.Int64(ref LifetimeMs, since: 1);
        }
    }
}
