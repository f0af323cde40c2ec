using EventAi.Emulators.Qdrant.State.Snapshots;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace EventAi.Emulators.Qdrant.Api.Grpc.Snapshots;

/// <summary>A method of the service qdrant.Snapshots.</summary>
internal abstract class SnapshotsOperation<TRequest, TResponse>(MessageParser<TRequest> parser)
    : Operation<TRequest, TResponse>("qdrant.Snapshots", parser)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    protected static Wire.SnapshotDescription ToWire(SnapshotInfo snapshot)
        => new() { Name = snapshot.Name, CreationTime = Timestamp.FromDateTimeOffset(snapshot.Created), Size = snapshot.Size, Checksum = snapshot.Checksum };
}
