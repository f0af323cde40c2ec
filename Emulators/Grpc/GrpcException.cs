namespace EventAi.Emulators.Grpc;

/// <summary>Ends a call with a status other than <see cref="GrpcStatus.Ok"/>; the message becomes the <c>grpc-message</c> trailer.</summary>
public sealed class GrpcException(GrpcStatus status, string message) : Exception(message)
{
    public GrpcStatus Status { get; } = status;
}
