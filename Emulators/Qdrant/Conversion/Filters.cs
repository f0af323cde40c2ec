using EventAi.Emulators.Qdrant.State;
using EventAi.Emulators.Qdrant.State.Filters;
using Google.Protobuf.WellKnownTypes;

namespace EventAi.Emulators.Qdrant.Conversion;

/// <summary>Filters from the wire. Conditions on places and slices are not emulated.</summary>
internal static class Filters
{
    private const int MaxDepth = 64;

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
            return new ValueMatches(path, ValueTests.Range(
                range.HasLt ? range.Lt : null, range.HasGt ? range.Gt : null, range.HasGte ? range.Gte : null, range.HasLte ? range.Lte : null));
        }
        if (field.DatetimeRange is { } times)
        {
            return new ValueMatches(path, ValueTests.DatetimeRange(ToTime(times.Lt), ToTime(times.Gt), ToTime(times.Gte), ToTime(times.Lte)));
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
        throw field.GeoBoundingBox is not null || field.GeoRadius is not null || field.GeoPolygon is not null
            ? StoreException.Unsupported("A condition on places")
            : StoreException.Malformed($"At least one field condition must be specified for `{field.Key}`");
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
            Wire.Match.MatchValueOneofCase.Text => new ValueMatches(path, ValueTests.Contains(match.Text)),
            Wire.Match.MatchValueOneofCase.Phrase => new ValueMatches(path, ValueTests.Contains(match.Phrase)),
            Wire.Match.MatchValueOneofCase.TextAny => new ValueMatches(path, ValueTests.ContainsAny(match.TextAny)),
            Wire.Match.MatchValueOneofCase.Prefix => new ValueMatches(path, ValueTests.StartsWith(match.Prefix)),
            _ => throw StoreException.Malformed("Malformed Match condition"),
        };

    private static MatchesAny Any(PayloadPath path, IEnumerable<PayloadScalar> values) => new(path, values.ToHashSet());

    private static DateTimeOffset? ToTime(Timestamp? time) => time?.ToDateTimeOffset();
}
