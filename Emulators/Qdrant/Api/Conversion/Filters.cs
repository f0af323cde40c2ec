using Google.Protobuf.WellKnownTypes;

namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>Filters from the wire.</summary>
internal static class Filters
{
    private const int MaxDepth = 64;

    /// <summary>Of the year 1 and of 9999, counted from 1970 (google/protobuf/timestamp.proto).</summary>
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    public static PointFilter? ToFilterOrNull(Wire.Filter? filter) => filter is null ? null : ToFilter(filter);

    public static PointFilter ToFilter(Wire.Filter filter, int depth = 0)
        => depth > MaxDepth
            ? throw StoreException.BadInput($"Filter is nested deeper than {MaxDepth} levels")
            : new PointFilter(
                [.. filter.Must.Select(condition => ToCondition(condition, depth))],
                [.. filter.Should.Select(condition => ToCondition(condition, depth))],
                [.. filter.MustNot.Select(condition => ToCondition(condition, depth))],
                [.. filter.MinShould?.Conditions.Select(condition => ToCondition(condition, depth)) ?? []],
                filter.MinShould?.MinCount ?? 0);

    private static FilterCondition ToCondition(Wire.Condition condition, int depth)
        => condition.ConditionOneOfCase switch
        {
            Wire.Condition.ConditionOneOfOneofCase.Field => ToCondition(condition.Field),
            Wire.Condition.ConditionOneOfOneofCase.IsEmpty => new IsEmpty(PayloadPath.Parse(condition.IsEmpty.Key)),
            Wire.Condition.ConditionOneOfOneofCase.IsNull => new IsNull(PayloadPath.Parse(condition.IsNull.Key)),
            Wire.Condition.ConditionOneOfOneofCase.HasId => new HasId(condition.HasId.HasId.Select(PointIds.ToKey).ToHashSet()),
            Wire.Condition.ConditionOneOfOneofCase.HasVector => new HasVector(condition.HasVector.HasVector),
            Wire.Condition.ConditionOneOfOneofCase.Filter => ToFilter(condition.Filter, depth + 1),
            Wire.Condition.ConditionOneOfOneofCase.Nested
                => new Nested(PayloadPath.Parse(condition.Nested.Key), ToFilter(condition.Nested.Filter ?? new Wire.Filter(), depth + 1)),
            Wire.Condition.ConditionOneOfOneofCase.Slice => condition.Slice.Total > condition.Slice.Index
                ? new InSlice(condition.Slice.Total, condition.Slice.Index)
                : throw StoreException.Malformed("Slice index must be less than total"),
            Wire.Condition.ConditionOneOfOneofCase.None => throw StoreException.Malformed("Malformed Condition"),
            var other => throw StoreException.Unsupported($"A condition of the kind {other}"),
        };

    private static FilterCondition ToCondition(Wire.FieldCondition field)
    {
        var path = PayloadPath.Parse(field.Key);
        if (field.Match is { } match)
        {
            return ToCondition(path, match);
        }
        if (field.Range is { } range)
        {
            double? lt = range.HasLt ? range.Lt : null, gt = range.HasGt ? range.Gt : null, gte = range.HasGte ? range.Gte : null, lte = range.HasLte ? range.Lte : null;
            return new InRange(
                path, ValueTests.Range(lt, gt, gte, lte),
                Math.Max(gt ?? double.NegativeInfinity, gte ?? double.NegativeInfinity), Math.Min(lt ?? double.PositiveInfinity, lte ?? double.PositiveInfinity), FieldIndexType.Float, FieldIndexType.Integer);
        }
        if (field.DatetimeRange is { } times)
        {
            DateTimeOffset? lt = ToTime(times.Lt), gt = ToTime(times.Gt), gte = ToTime(times.Gte), lte = ToTime(times.Lte);
            return new InRange(
                path, ValueTests.DatetimeRange(lt, gt, gte, lte),
                Math.Max(Bound(gt, double.NegativeInfinity), Bound(gte, double.NegativeInfinity)), Math.Min(Bound(lt, double.PositiveInfinity), Bound(lte, double.PositiveInfinity)), FieldIndexType.Datetime);
        }
        if (field.GeoRadius is { } circle)
        {
            return new ValueMatches(path, GeoShape.Circle(ToPoint(circle.Center), circle.Radius), FieldIndexType.Geo);
        }
        if (field.GeoBoundingBox is { } box)
        {
            return new ValueMatches(path, GeoShape.Box(ToPoint(box.TopLeft), ToPoint(box.BottomRight)), FieldIndexType.Geo);
        }
        if (field.GeoPolygon is { } polygon)
        {
            return new ValueMatches(path, GeoShape.Polygon(ToLine(polygon.Exterior), [.. polygon.Interiors.Select(ToLine)]), FieldIndexType.Geo);
        }
        if (field.ValuesCount is { } count)
        {
            return new ValuesCount(path, ValueTests.Range(
                count.HasLt ? count.Lt : null, count.HasGt ? count.Gt : null, count.HasGte ? count.Gte : null, count.HasLte ? count.Lte : null));
        }
        if (field.HasIsEmpty)
        {
            return field.IsEmpty ? new IsEmpty(path) : new Not(new IsEmpty(path));
        }
        if (field.HasIsNull)
        {
            return field.IsNull ? new IsNull(path) : new Not(new IsNull(path));
        }
        throw StoreException.Malformed($"At least one field condition must be specified for `{field.Key}`");
    }

    private static FilterCondition ToCondition(PayloadPath path, Wire.Match match)
        => match.MatchValueCase switch
        {
            Wire.Match.MatchValueOneofCase.Keyword => Any(path, [PayloadScalar.From(match.Keyword)]),
            Wire.Match.MatchValueOneofCase.Integer => Any(path, [PayloadScalar.From(match.Integer)]),
            Wire.Match.MatchValueOneofCase.Boolean => Any(path, [PayloadScalar.From(match.Boolean)]),
            Wire.Match.MatchValueOneofCase.Keywords => Any(path, match.Keywords.Strings.Select(PayloadScalar.From)),
            Wire.Match.MatchValueOneofCase.Integers => Any(path, match.Integers.Integers.Select(PayloadScalar.From)),
            Wire.Match.MatchValueOneofCase.ExceptKeywords => new MatchesExcept(path, match.ExceptKeywords.Strings.Select(PayloadScalar.From).ToHashSet()),
            Wire.Match.MatchValueOneofCase.ExceptIntegers => new MatchesExcept(path, match.ExceptIntegers.Integers.Select(PayloadScalar.From).ToHashSet()),
            Wire.Match.MatchValueOneofCase.Text => new MatchesText(path, match.Text, TextMatch.All),
            Wire.Match.MatchValueOneofCase.Phrase => new MatchesText(path, match.Phrase, TextMatch.Phrase),
            Wire.Match.MatchValueOneofCase.TextAny => new MatchesText(path, match.TextAny, TextMatch.Any),
            Wire.Match.MatchValueOneofCase.Prefix => new ValueMatches(path, ValueTests.StartsWith(match.Prefix), FieldIndexType.Keyword),
            _ => throw StoreException.Malformed("Malformed Match condition"),
        };

    private static MatchesAny Any(PayloadPath path, IEnumerable<PayloadScalar> values) => new(path, values.ToHashSet());

    /// <summary>A timestamp of the wire; what is no time of the years 1 to 9999 is refused.</summary>
    public static DateTimeOffset? ToTime(Timestamp? time)
        => time is null ? null
            : time is { Nanos: >= 0 and <= 999_999_999, Seconds: >= FirstSecond and <= LastSecond } ? time.ToDateTimeOffset()
            : throw StoreException.Malformed($"Invalid timestamp: {time.Seconds} s, {time.Nanos} ns");

    private static double Bound(DateTimeOffset? time, double otherwise) => time is { } given ? PayloadTime.Microseconds(given) : otherwise;

    public static (double Lon, double Lat) ToPoint(Wire.GeoPoint? point)
        => point is null ? throw StoreException.Malformed("Malformed GeoPoint")
            : point is { Lon: >= -180 and <= 180, Lat: >= -90 and <= 90 } ? (point.Lon, point.Lat)
            : throw StoreException.BadInput("Invalid geo point: longitude must be from -180 to 180 and latitude from -90 to 90");

    /// <summary>A closed line: at least four points, the last of which is the first.</summary>
    private static (double Lon, double Lat)[] ToLine(Wire.GeoLineString? line)
    {
        var points = line?.Points.Select(ToPoint).ToArray() ?? [];
        return points.Length < 4
            ? throw StoreException.Validation("geo_polygon", $"Validation error: invalid polygon: must contain at least 4 points, got {points.Length}")
            : points[0] != points[^1] ? throw StoreException.Validation("geo_polygon", "Validation error: first and last points should be equal to form a closed line")
            : points;
    }
}
