using System.Net;
using System.Text;
using EventAi.Contracts;
using EventAi.Gateway.Alerts;

namespace EventAi.Gateway.Status;

/// <summary>One plain page: the services, the latest alerts, and how to try the system.</summary>
internal static class StatusPage
{
    private const int AlertRows = 15;

    public static string Render(IReadOnlyList<ServiceStatus> services, AlertFeed feed) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="5">
        <title>EventAi</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; }
        td.number { text-align: right; font-variant-numeric: tabular-nums; }
        .healthy::before { content: "● "; color: #2a9d4a; } .other::before { content: "● "; color: #d1453b; }
        pre { background: #8881; padding: .8rem; overflow-x: auto; border-radius: .4rem; }
        </style>
        </head>
        <body>
        <h1>EventAi</h1>
        <h2>Services</h2>
        <table>
        <tr><th>Service</th><th>Health</th></tr>
        {{Rows(services, Service)}}
        </table>
        <h2>Alerts ({{feed.Count:N0}} since the start)</h2>
        <table>
        <tr><th>Occurred</th><th>Transaction</th><th>Card</th><th>Amount</th><th>Score</th><th>Reasons</th></tr>
        {{Rows(feed.Latest(AlertRows), Alert)}}
        </table>
        <h2>Try it</h2>
        <pre>curl --data-binary @README.md -H 'content-type: text/markdown' '/documents?id=README.md'
        curl -H 'content-type: application/json' -d '{"question":"How do I start the system?"}' /ask
        curl -H 'content-type: application/json' -d '{"input":"What is 12% of 340, and how do I start the system?"}' /agents</pre>
        </body>
        </html>
        """;

    private static string Rows<T>(IEnumerable<T> items, Func<T, string> row)
        => items.Aggregate(new StringBuilder(), (rows, item) => rows.AppendLine(row(item))).ToString();

    private static string Service(ServiceStatus status)
        => $"<tr><td>{status.Service}</td><td class=\"{(status.Health == "Healthy" ? "healthy" : "other")}\">{Text(status.Health)}</td></tr>";

    private static string Alert(HighRiskTransaction alert)
        => $"<tr><td>{alert.OccurredAt:yyyy-MM-dd HH:mm:ss}</td><td>{Text(alert.TransactionId)}</td><td>{Text(alert.CardId)}</td><td class=\"number\">{alert.Amount:N2}</td>"
            + $"<td class=\"number\">{alert.Score:F3}</td><td>{Text(string.Join(", ", alert.ReasonCodes))}</td></tr>";

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
