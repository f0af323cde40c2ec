namespace Qdrant.Client.Grpc;

public partial class PointId
{
    public static implicit operator PointId(ulong id) => new() { Num = id };

    public static implicit operator PointId(Guid id) => new() { Uuid = id.ToString() };
}

public partial class PointsSelector
{
    public static implicit operator PointsSelector(ulong id) => Of([id]);

    public static implicit operator PointsSelector(Guid id) => Of([id]);

    public static implicit operator PointsSelector(ulong[] ids) => Of(ids.Select(id => (PointId)id));

    public static implicit operator PointsSelector(Guid[] ids) => Of(ids.Select(id => (PointId)id));

    private static PointsSelector Of(IEnumerable<PointId> ids) => new() { Points = new PointsIdsList { Ids = { ids } } };
}
