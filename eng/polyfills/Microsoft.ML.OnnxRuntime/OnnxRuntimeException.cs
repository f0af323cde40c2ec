namespace Microsoft.ML.OnnxRuntime;

internal enum ErrorCode
{
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    InvalidProtobuf = 7,
    NotImplemented = 9,
    InvalidGraph = 10,
}

public class OnnxRuntimeException : Exception
{
    internal OnnxRuntimeException(ErrorCode errorCode, string message)
        : base($"[ErrorCode:{errorCode}] {message}")
    {
    }
}
