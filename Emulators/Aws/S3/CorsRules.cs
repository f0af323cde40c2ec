using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.State;
using Microsoft.Extensions.Primitives;

namespace EventAi.Emulators.Aws.S3;

/// <summary>A bucket's CORS configuration: which pages of other origins a browser lets call it (Amazon S3 user guide, "Using cross-origin resource sharing"; Fetch standard).</summary>
internal static class CorsRules
{
    private const string Document = "cors";
    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "HEAD"];

    /// <exception cref="AwsException">MalformedXML, InvalidRequest.</exception>
    public static void Check(XElement configuration)
    {
        var rules = configuration.Children("CORSRule").ToList();
        if (rules.Count is 0 or > 100 || rules.Exists(static rule => !rule.Children("AllowedMethod").Any() || !rule.Children("AllowedOrigin").Any()))
        {
            throw S3Errors.MalformedXml();
        }
        if (rules.SelectMany(static rule => rule.Children("AllowedMethod")).FirstOrDefault(static method => !Methods.Contains(method.Value, StringComparer.Ordinal)) is { } unknown)
        {
            throw S3Errors.InvalidRequest($"Found unsupported HTTP method in CORS config. Unsupported method is {unknown.Value}");
        }
        foreach (var name in (string[])["AllowedOrigin", "AllowedHeader"])
        {
            if (rules.SelectMany(rule => rule.Children(name)).FirstOrDefault(static element => element.Value.Count(static letter => letter == '*') > 1) is { } wild)
            {
                throw S3Errors.InvalidRequest($"{name} \"{wild.Value}\" can not have more than one wildcard.");
            }
        }
    }

    /// <summary>Adds to an answer what lets the browser give it to the page that asked.</summary>
    public static void Allow(AwsCall call, S3Path path, S3State state)
    {
        if (call.Request.Headers.Origin is not { Count: > 0 } origin)
        {
            return;
        }
        // Who tells what a preflight would ask for is answered as the preflight.
        var method = call.Request.Headers.AccessControlRequestMethod is { Count: > 0 } asked ? asked.ToString() : call.Request.Method;
        if (Find(path, state, origin.ToString(), method, Asked(call.Request)) is { } rule)
        {
            Write(call.Response, rule, origin.ToString());
        }
    }

    /// <summary>Answers a browser's question, which is never signed.</summary>
    /// <exception cref="AwsException">BadRequest, AccessForbidden.</exception>
    public static void AnswerPreflight(AwsCall call, S3Path path, S3State state)
    {
        var headers = call.Request.Headers;
        var (origin, method) = (headers.Origin.ToString(), headers.AccessControlRequestMethod.ToString());
        if (origin.Length == 0)
        {
            throw new AwsException(400, "BadRequest", "Insufficient information. Origin request header needed.");
        }
        if (path.Bucket is not null && state.Find(path.Bucket) is null)
        {
            throw new AwsException(403, "AccessForbidden", "CORSResponse: Bucket not found") { Details = [("Method", "OPTIONS"), ("ResourceType", "BUCKET")] };
        }
        if (path.Bucket is null || state.Find(path.Bucket)?.Info.Documents.ContainsKey(Document) != true)
        {
            throw new AwsException(403, "AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.") { Details = [("Method", method.Length == 0 ? "OPTIONS" : method), ("ResourceType", "BUCKET")] };
        }
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            throw new AwsException(400, "BadRequest", $"Invalid Access-Control-Request-Method: {(method.Length == 0 ? "null" : method)}");
        }
        var asked = Asked(call.Request);
        var rule = Find(path, state, origin, method, asked) ?? throw new AwsException(
            403, "AccessForbidden",
            "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.")
        {
            Details = Refused(method, path),
        };
        Write(call.Response, rule, origin);
        call.Response.Headers["x-amz-request-id"] = call.Id;
        if (asked.Length > 0)
        {
            call.Response.Headers.AccessControlAllowHeaders = string.Join(", ", asked.Select(static name => name.ToLowerInvariant()));
        }
        call.Response.ContentLength = 0;
    }

    private static string[] Asked(HttpRequest request)
        => request.Headers.AccessControlRequestHeaders.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static (string, string)[] Refused(string method, S3Path path) => [("Method", method), ("ResourceType", $"{path.Level}".ToUpperInvariant())];

    private static XElement? Find(S3Path path, S3State state, string origin, string method, IReadOnlyList<string> headers)
    {
        if (path.Bucket is null || state.Find(path.Bucket)?.Info.Documents.TryGetValue(Document, out var text) != true)
        {
            return null;
        }
        return XElement.Parse(text!).Children("CORSRule").FirstOrDefault(rule =>
            rule.Children("AllowedOrigin").Any(allowed => Matches(allowed.Value, origin, StringComparison.Ordinal))
            && rule.Children("AllowedMethod").Any(allowed => allowed.Value == method)
            && headers.All(header => rule.Children("AllowedHeader").Any(allowed => Matches(allowed.Value, header, StringComparison.OrdinalIgnoreCase))));
    }

    private static bool Matches(string pattern, string value, StringComparison comparison)
    {
        var star = pattern.IndexOf('*');
        return star < 0 ? pattern.Equals(value, comparison)
            : value.Length >= pattern.Length - 1 && value.StartsWith(pattern[..star], comparison) && value.EndsWith(pattern[(star + 1)..], comparison);
    }

    private static void Write(HttpResponse response, XElement rule, string origin)
    {
        if (rule.Text("MaxAgeSeconds") is { } age)
        {
            response.Headers.AccessControlMaxAge = age;
        }
        var any = rule.Children("AllowedOrigin").Any(static allowed => allowed.Value == "*");
        response.Headers.AccessControlAllowOrigin = any ? "*" : origin;
        if (!any)
        {
            response.Headers.AccessControlAllowCredentials = "true";
        }
        response.Headers.AccessControlAllowMethods = string.Join(", ", rule.Children("AllowedMethod").Select(static method => method.Value));
        if (rule.Children("ExposeHeader").Select(static header => header.Value).ToArray() is { Length: > 0 } exposed)
        {
            response.Headers.AccessControlExposeHeaders = string.Join(", ", exposed);
        }
        response.Headers.Vary = new StringValues("Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
    }
}
