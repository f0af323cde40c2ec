using System.Globalization;
using System.Text;

namespace EventAi.Bench.Fraud;

/// <summary>Samples as a table of a few rows and as an SVG, legible on light and dark pages.</summary>
internal static class MemoryPlot
{
    private const int Width = 640;
    private const int Height = 320;
    private const int Left = 56;
    private const int Top = 44;
    private const int Right = 84;
    private const int Bottom = 48;
    private const int TableMinutes = 5;

    private static readonly (string Name, string Colour, Func<MemorySample, Held> Of)[] Lines =
    [
        ("service", "#2a7de1", static sample => sample.Service),
        ("Redis", "#d1453b", static sample => sample.Redis),
        ("broker", "#2a9d4a", static sample => sample.Broker),
    ];

    public static void Print(IReadOnlyList<MemorySample> samples)
    {
        Console.WriteLine("| minute | service, resident / proportional MB | Redis | broker |");
        Console.WriteLine("|---|---|---|---|");
        var next = 0.0;
        foreach (var sample in samples.Where((sample, i) => sample.Minute >= next || i == samples.Count - 1))
        {
            next = (Math.Floor(sample.Minute / TableMinutes) + 1) * TableMinutes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {sample.Minute:F0} | {Text(sample.Service)} | {Text(sample.Redis)} | {Text(sample.Broker)} |"));
        }
    }

    public static string Draw(IReadOnlyList<MemorySample> samples, int rate)
    {
        var svg = new StringBuilder();
        var minutes = Math.Max(1, samples[^1].Minute);
        var most = Math.Ceiling(samples.Max(static sample => Lines.Max(line => line.Of(sample).Proportional)) / 50e6) * 50;
        double X(double minute) => Left + (minute / minutes * (Width - Left - Right));
        double Y(double megabytes) => Height - Bottom - (megabytes / most * (Height - Top - Bottom));
        var title = string.Create(CultureInfo.InvariantCulture, $"Memory at {rate:N0} transactions/s, proportional set");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"{title}\">");
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"24\" font-size=\"15\" font-weight=\"600\" fill=\"#222\">{title}</text>");
        for (var tick = 0.0; tick <= most; tick += most / 5)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):F1}\" y2=\"{Y(tick):F1}\" stroke=\"#e3e3e3\"/>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{Y(tick) + 4:F1}\" text-anchor=\"end\" fill=\"#555\">{tick:F0}</text>");
        }
        for (var tick = 0; tick <= 6; tick++)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{X(minutes * tick / 6):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#555\">{minutes * tick / 6:F0}</text>");
        }
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\" fill=\"#222\">minutes</text>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text transform=\"translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\" fill=\"#222\">MB</text>");
        foreach (var (name, colour, of) in Lines)
        {
            var points = string.Join(' ', samples.Select(sample => string.Create(CultureInfo.InvariantCulture, $"{X(sample.Minute):F1},{Y(of(sample).Proportional / 1e6):F1}")));
            svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-linejoin=\"round\" points=\"{points}\"/>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right + 6}\" y=\"{Y(of(samples[^1]).Proportional / 1e6) + 4:F1}\" fill=\"{colour}\">{name}</text>");
        }
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static string Text(Held held) => string.Create(CultureInfo.InvariantCulture, $"{held.Resident / 1e6:F0} / {held.Proportional / 1e6:F0}");
}
