namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>What a request selects: points, payload, vectors.</summary>
internal static class Selectors
{
    public static PointSelection ToSelection(Wire.PointsSelector? selector)
        => selector?.PointsSelectorOneOfCase switch
        {
            Wire.PointsSelector.PointsSelectorOneOfOneofCase.Points => new PointSelection([.. selector.Points.Ids.Select(PointIds.ToKey)], null),
            Wire.PointsSelector.PointsSelectorOneOfOneofCase.Filter => new PointSelection(null, Filters.ToFilter(selector.Filter)),
            _ => throw StoreException.Malformed("PointSelector is missing"),
        };

    public static VectorSelection ToVectors(Wire.WithVectorsSelector? selector)
        => selector?.SelectorOptionsCase switch
        {
            Wire.WithVectorsSelector.SelectorOptionsOneofCase.Enable when selector.Enable => VectorSelection.Every,
            Wire.WithVectorsSelector.SelectorOptionsOneofCase.Include => new VectorSelection(All: false, [.. selector.Include.Names]),
            _ => VectorSelection.None,
        };

    /// <summary>Makes of a point's payload what is asked for; without a selector nothing is.</summary>
    public static Func<Payload, Payload> ToPayload(Wire.WithPayloadSelector? selector)
    {
        switch (selector?.SelectorOptionsCase)
        {
            case Wire.WithPayloadSelector.SelectorOptionsOneofCase.Enable when selector.Enable:
                return payload => payload;
            case Wire.WithPayloadSelector.SelectorOptionsOneofCase.Include:
                var included = selector.Include.Fields.Select(PayloadPath.Parse).ToList();
                return payload => PayloadEditor.Include(payload, included);
            case Wire.WithPayloadSelector.SelectorOptionsOneofCase.Exclude:
                var excluded = selector.Exclude.Fields.Select(PayloadPath.Parse).ToList();
                return payload => PayloadEditor.Exclude(payload, excluded);
            default:
                return _ => Payload.Empty;
        }
    }
}
