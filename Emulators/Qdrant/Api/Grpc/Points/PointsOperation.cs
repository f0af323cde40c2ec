using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>A method of the service qdrant.Points.</summary>
internal abstract class PointsOperation<TRequest, TResponse>(MessageParser<TRequest> parser)
    : Operation<TRequest, TResponse>("qdrant.Points", parser)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>;
