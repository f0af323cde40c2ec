using EventAi.Emulators.Grpc;
using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Api.Grpc;

/// <summary>
/// A unary method: the class is named after it, its namespace after the service. Handlers throw <see cref="StoreException"/>; here its kinds
/// become status codes.
/// </summary>
internal abstract class Operation<TRequest, TResponse>(string service, MessageParser<TRequest> parser) : IOperation
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    public void Map(IEndpointRouteBuilder endpoints, TimeProvider clock)
        => endpoints.MapGrpcUnary<TRequest, TResponse>(service, GetType().Name, parser, (request, _, _) =>
        {
            try
            {
                return ValueTask.FromResult(Handle(request, new Elapsed(clock)));
            }
            catch (StoreException exception)
            {
                throw new GrpcException(ToStatus(exception.Error), exception.Message);
            }
        });

    public abstract TResponse Handle(TRequest request, Elapsed elapsed);

    private static GrpcStatus ToStatus(StoreError error)
        => error switch
        {
            StoreError.BadInput or StoreError.Validation => GrpcStatus.InvalidArgument,
            StoreError.NotFound => GrpcStatus.NotFound,
            StoreError.AlreadyExists => GrpcStatus.AlreadyExists,
            StoreError.Forbidden => GrpcStatus.PermissionDenied,
            StoreError.Unsupported => GrpcStatus.Unimplemented,
            _ => GrpcStatus.Internal,
        };
}
