namespace Grpc.Core;

/// <summary>A call that ended with a status other than <see cref="StatusCode.OK"/>.</summary>
public class RpcException : Exception
{
    public RpcException(Status status)
        : this(status, status.ToString())
    {
    }

    public RpcException(Status status, string message)
        : base(message, status.DebugException)
        => Status = status;

    public Status Status { get; }

    public StatusCode StatusCode => Status.StatusCode;
}
