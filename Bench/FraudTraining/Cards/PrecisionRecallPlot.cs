using System.Globalization;
using System.Text;
using EventAi.FraudTraining.Protocol;

namespace EventAi.FraudTraining.Cards;

/// <summary>Precision over recall of several models as one SVG, legible on light and dark pages.</summary>
public static class PrecisionRecallPlot
{
    private const int Width = 640;
    private const int Height = 420;
    private const int Left = 56;
    private const int Top = 44;
    private const int Right = 20;
    private const int Bottom = 52;
    private const int Points = 400;
    private static readonly string[] Colours = ["#2a7de1", "#d1453b", "#2a9d4a", "#8a5cc2"];

    public static string Draw(string title, IReadOnlyList<(string Name, IReadOnlyList<Scored> Rows)> models)
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"{title}\">");
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"24\" font-size=\"15\" font-weight=\"600\" fill=\"#222\">{title}</text>");
        Axes(svg);
        for (var i = 0; i < models.Count; i++)
        {
            var descending = models[i].Rows.OrderByDescending(static row => row.Score).ToArray();
            svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{Colours[i % Colours.Length]}\" stroke-width=\"2\" stroke-linejoin=\"round\" points=\"{Curve(descending)}\"/>");
            var y = Height - Bottom - 16 - (20 * (models.Count - 1 - i));
            svg.AppendLine(CultureInfo.InvariantCulture, $"<rect x=\"{Left + 12}\" y=\"{y - 9}\" width=\"16\" height=\"4\" fill=\"{Colours[i % Colours.Length]}\"/>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left + 36}\" y=\"{y - 2}\" fill=\"#222\">{models[i].Name}: average precision {Figures.Average(descending):F3}</text>");
        }
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void Axes(StringBuilder svg)
    {
        for (var tick = 0; tick <= 5; tick++)
        {
            var share = tick / 5.0;
            svg.AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(share):F1}\" y2=\"{Y(share):F1}\" stroke=\"#e3e3e3\"/>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{Y(share) + 4:F1}\" text-anchor=\"end\" fill=\"#555\">{share:F1}</text>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{X(share):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#555\">{share:F1}</text>");
        }
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\" fill=\"#222\">recall: share of frauds found</text>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text transform=\"translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\" fill=\"#222\">precision: share of alarms that are frauds</text>");
    }

    /// <summary>Precision at evenly spaced numbers of frauds found, each where its fraud stands in the ranking.</summary>
    private static string Curve(Scored[] descending)
    {
        var frauds = descending.Count(static row => row.IsFraud);
        var points = new StringBuilder();
        var (found, next) = (0, 1);
        for (var rank = 1; rank <= descending.Length && found < frauds; rank++)
        {
            found += descending[rank - 1].IsFraud ? 1 : 0;
            if (descending[rank - 1].IsFraud && found >= next)
            {
                points.Append(CultureInfo.InvariantCulture, $"{X((double)found / frauds):F1},{Y((double)found / rank):F1} ");
                next = found + Math.Max(1, frauds / Points);
            }
        }
        return points.ToString().TrimEnd();
    }

    private static double X(double share) => Left + (share * (Width - Left - Right));

    private static double Y(double share) => Height - Bottom - (share * (Height - Top - Bottom));
}
