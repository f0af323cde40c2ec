using Google.Protobuf.WellKnownTypes;

namespace Qdrant.Client.Grpc;

/// <summary>Makes filter conditions.</summary>
public static class Conditions
{
    public static Condition HasId(ulong id) => HasId([(PointId)id]);

    public static Condition HasId(Guid id) => HasId([(PointId)id]);

    public static Condition HasId(IReadOnlyList<ulong> ids) => HasId(ids.Select(id => (PointId)id));

    public static Condition HasId(IReadOnlyList<Guid> ids) => HasId(ids.Select(id => (PointId)id));

    public static Condition IsEmpty(string field) => new() { IsEmpty = new IsEmptyCondition { Key = field } };

    public static Condition IsNull(string field) => new() { IsNull = new IsNullCondition { Key = field } };

    public static Condition MatchKeyword(string field, string keyword) => Field(field, new Match { Keyword = keyword });

    public static Condition MatchText(string field, string text) => Field(field, new Match { Text = text });

    public static Condition MatchPhrase(string field, string phrase) => Field(field, new Match { Phrase = phrase });

    public static Condition MatchTextAny(string field, string textAny) => Field(field, new Match { TextAny = textAny });

    public static Condition Match(string field, bool value) => Field(field, new Match { Boolean = value });

    public static Condition Match(string field, long value) => Field(field, new Match { Integer = value });

    public static Condition Match(string field, IReadOnlyList<string> keywords)
        => Field(field, new Match { Keywords = new RepeatedStrings { Strings = { keywords } } });

    public static Condition Match(string field, IReadOnlyList<long> values)
        => Field(field, new Match { Integers = new RepeatedIntegers { Integers = { values } } });

    public static Condition MatchExcept(string field, IReadOnlyList<string> keywords)
        => Field(field, new Match { ExceptKeywords = new RepeatedStrings { Strings = { keywords } } });

    public static Condition MatchExcept(string field, IReadOnlyList<long> values)
        => Field(field, new Match { ExceptIntegers = new RepeatedIntegers { Integers = { values } } });

    public static Condition Nested(string field, Condition condition) => Nested(field, new Filter { Must = { condition } });

    public static Condition Nested(string field, Filter filter) => new() { Nested = new NestedCondition { Key = field, Filter = filter } };

    public static Condition Range(string field, Range range) => new() { Field = new FieldCondition { Key = field, Range = range } };

    public static Condition GeoRadius(string field, double latitude, double longitude, float radius)
        => new()
        {
            Field = new FieldCondition
            {
                Key = field,
                GeoRadius = new GeoRadius { Center = new GeoPoint { Lat = latitude, Lon = longitude }, Radius = radius },
            },
        };

    public static Condition GeoBoundingBox(
        string field, double topLeftLatitude, double topLeftLongitude, double bottomRightLatitude, double bottomRightLongitude)
        => new()
        {
            Field = new FieldCondition
            {
                Key = field,
                GeoBoundingBox = new GeoBoundingBox
                {
                    TopLeft = new GeoPoint { Lat = topLeftLatitude, Lon = topLeftLongitude },
                    BottomRight = new GeoPoint { Lat = bottomRightLatitude, Lon = bottomRightLongitude },
                },
            },
        };

    public static Condition ValuesCount(string field, ValuesCount valuesCount)
        => new() { Field = new FieldCondition { Key = field, ValuesCount = valuesCount } };

    public static Condition Filter(Filter filter) => new() { Filter = filter };

    public static Condition DatetimeRange(string field, DateTime? lt = null, DateTime? gt = null, DateTime? gte = null, DateTime? lte = null)
        => new()
        {
            Field = new FieldCondition
            {
                Key = field,
                DatetimeRange = new DatetimeRange { Lt = ToTimestamp(lt), Gt = ToTimestamp(gt), Gte = ToTimestamp(gte), Lte = ToTimestamp(lte) },
            },
        };

    public static Condition HasVector(string vector) => new() { HasVector = new HasVectorCondition { HasVector = vector } };

    private static Condition HasId(IEnumerable<PointId> ids) => new() { HasId = new HasIdCondition { HasId = { ids } } };

    private static Condition Field(string field, Match match) => new() { Field = new FieldCondition { Key = field, Match = match } };

    private static Timestamp? ToTimestamp(DateTime? time) => time is { } value ? Timestamp.FromDateTime(value) : null;
}
