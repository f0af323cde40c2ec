namespace EventAi.Emulators.Qdrant.Api.Grpc;

/// <summary>Name and version of the server; the one method of the service qdrant.Qdrant, and the one that needs no API key.</summary>
internal sealed class HealthCheck() : Operation<Wire.HealthCheckRequest, Wire.HealthCheckReply>(Service, Wire.HealthCheckRequest.Parser)
{
    public const string Service = "qdrant.Qdrant";
    public const string Title = "qdrant - vector search engine (EventAi emulator)";

    /// <summary>The version of Qdrant whose interface is emulated; clients compare it with their own.</summary>
    public const string Version = "1.19.0";

    /// <summary>There is no commit of Qdrant's behind this server; clients want the member all the same.</summary>
    public const string Commit = "0000000000000000000000000000000000000000";

    public override Wire.HealthCheckReply Handle(Wire.HealthCheckRequest request, Elapsed elapsed)
        => new() { Title = Title, Version = Version, Commit = Commit };
}
