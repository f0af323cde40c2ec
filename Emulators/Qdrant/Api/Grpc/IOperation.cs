namespace EventAi.Emulators.Qdrant.Api.Grpc;

/// <summary>A method of Qdrant's interface.</summary>
internal interface IOperation
{
    void Map(IEndpointRouteBuilder endpoints, TimeProvider clock);
}
