namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>Regions of the earth, and whether a payload value (<c>{"lon": …, "lat": …}</c>) lies in one.</summary>
internal static class GeoShape
{
    /// <summary>Mean radius in metres, as the haversine formula takes it.</summary>
    private const double EarthRadius = 6_371_008.8;

    public static bool TryPoint(in PayloadValue value, out (double Lon, double Lat) point)
    {
        point = default;
        if (value.Kind != PayloadKind.Object || !TryNumber(value.Object, "lon", out var lon) || !TryNumber(value.Object, "lat", out var lat))
        {
            return false;
        }
        point = (lon, lat);
        return true;
    }

    /// <summary>Distance on the sphere in metres.</summary>
    public static double Distance((double Lon, double Lat) from, (double Lon, double Lat) to)
    {
        var (fromLat, toLat) = (double.DegreesToRadians(from.Lat), double.DegreesToRadians(to.Lat));
        var height = Math.Sin((toLat - fromLat) / 2);
        var width = Math.Sin(double.DegreesToRadians(to.Lon - from.Lon) / 2);
        return 2 * EarthRadius * Math.Asin(Math.Sqrt((height * height) + (Math.Cos(fromLat) * Math.Cos(toLat) * width * width)));
    }

    public static Predicate<PayloadValue> Circle((double Lon, double Lat) center, double metres)
        => value => TryPoint(value, out var point) && Distance(center, point) <= metres;

    /// <summary>A box may cross the 180th meridian: its left edge then has the greater longitude.</summary>
    public static Predicate<PayloadValue> Box((double Lon, double Lat) topLeft, (double Lon, double Lat) bottomRight)
        => value => TryPoint(value, out var point) && point.Lat <= topLeft.Lat && point.Lat >= bottomRight.Lat
            && (topLeft.Lon > bottomRight.Lon
                ? point.Lon >= topLeft.Lon || point.Lon <= bottomRight.Lon
                : point.Lon >= topLeft.Lon && point.Lon <= bottomRight.Lon);

    /// <summary>Inside a closed line and outside others.</summary>
    public static Predicate<PayloadValue> Polygon((double Lon, double Lat)[] exterior, (double Lon, double Lat)[][] interiors)
        => value => TryPoint(value, out var point) && Inside(exterior, point) && !Array.Exists(interiors, interior => Inside(interior, point));

    /// <summary>Does a ray to the east cross the line an odd number of times?</summary>
    private static bool Inside((double Lon, double Lat)[] line, (double Lon, double Lat) point)
    {
        var inside = false;
        for (int i = 0, previous = line.Length - 1; i < line.Length; previous = i++)
        {
            var (from, to) = (line[i], line[previous]);
            if (from.Lat > point.Lat != to.Lat > point.Lat
                && point.Lon < ((to.Lon - from.Lon) * (point.Lat - from.Lat) / (to.Lat - from.Lat)) + from.Lon)
            {
                inside = !inside;
            }
        }
        return inside;
    }

    private static bool TryNumber(Payload payload, string name, out double number)
    {
        number = 0;
        if (!payload.TryGetValue(name, out var value) || value.Kind is not (PayloadKind.Double or PayloadKind.Integer))
        {
            return false;
        }
        number = value.Kind == PayloadKind.Double ? value.Double : value.Integer;
        return true;
    }
}
