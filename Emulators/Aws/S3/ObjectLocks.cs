using System.Globalization;
using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>Object lock on the wire: headers, documents, a bucket's default.</summary>
internal static class ObjectLocks
{
    /// <summary>The query parameter of a bucket's configuration, and its name among the bucket's documents.</summary>
    public const string Document = "object-lock";

    private const string ModeHeader = "x-amz-object-lock-mode";
    private const string UntilHeader = "x-amz-object-lock-retain-until-date";
    private const string HoldHeader = "x-amz-object-lock-legal-hold";

    public static bool IsBypassed(S3Call call) => string.Equals(call.Header("x-amz-bypass-governance-retention"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a new object is locked with: the headers, else the bucket's default.</summary>
    /// <exception cref="AwsException">InvalidRequest, InvalidArgument.</exception>
    public static ObjectLock? Read(S3Call call, BucketInfo bucket, DateTimeOffset now)
    {
        var (mode, until, hold) = (call.Header(ModeHeader), call.Header(UntilHeader), call.Header(HoldHeader));
        if (mode is null && until is null && hold is null)
        {
            return bucket.LocksObjects ? DefaultOf(bucket, now) : null;
        }
        RequireLocking(bucket);
        if (hold is not (null or "ON" or "OFF"))
        {
            throw S3Errors.InvalidArgument("Legal Hold must be either of 'ON' or 'OFF'", HoldHeader, hold);
        }
        if ((mode is null) != (until is null))
        {
            throw new AwsException(400, "InvalidArgument", $"{UntilHeader} and {ModeHeader} must both be supplied") { Details = [("ArgumentName", mode is null ? ModeHeader : UntilHeader)] };
        }
        var retention = mode is null ? DefaultOf(bucket, now) : new ObjectLock(RequireMode(mode), RequireFuture(until!, now));
        return (retention ?? new ObjectLock()) with { LegalHold = hold is null ? null : hold == "ON" };
    }

    /// <exception cref="AwsException">InvalidRequest.</exception>
    public static void RequireLocking(BucketInfo bucket)
    {
        if (!bucket.LocksObjects)
        {
            throw S3Errors.InvalidRequest("Bucket is missing Object Lock Configuration");
        }
    }

    /// <param name="retention">The document of PutObjectRetention; an empty one takes the retention away.</param>
    /// <param name="now">Current time.</param>
    /// <exception cref="AwsException">MalformedXML, InvalidArgument.</exception>
    public static ObjectLock ReadRetention(XElement? retention, DateTimeOffset now)
    {
        if (retention?.Name.LocalName != "Retention")
        {
            throw S3Errors.MalformedXml();
        }
        var (mode, until) = (retention.Text("Mode"), retention.Text("RetainUntilDate"));
        if (mode is null && until is null)
        {
            return new ObjectLock();
        }
        return mode is ObjectLock.Governance or ObjectLock.Compliance && until is not null ? new ObjectLock(mode, RequireFuture(until, now, "RetainUntilDate")) : throw S3Errors.MalformedXml();
    }

    /// <summary>Checks a bucket's configuration.</summary>
    /// <exception cref="AwsException">MalformedXML, InvalidRetentionPeriod.</exception>
    public static void Check(XElement? configuration)
    {
        if (configuration?.Name.LocalName != "ObjectLockConfiguration" || configuration.Text("ObjectLockEnabled") != "Enabled")
        {
            throw S3Errors.MalformedXml();
        }
        if (configuration.Children("Rule").FirstOrDefault() is not { } rule)
        {
            return;
        }
        var retention = rule.Children("DefaultRetention").FirstOrDefault() ?? throw S3Errors.MalformedXml();
        var (days, years) = (retention.Text("Days"), retention.Text("Years"));
        if (retention.Text("Mode") is not (ObjectLock.Governance or ObjectLock.Compliance) || (days is null) == (years is null)
            || !int.TryParse(days ?? years, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length))
        {
            throw S3Errors.MalformedXml();
        }
        if (length <= 0 || length > (days is null ? 100 : 36_500))
        {
            throw new AwsException(400, "InvalidRetentionPeriod", "Default retention period must be a positive integer value and at most 36500 days or 100 years");
        }
    }

    public static void Write(HttpResponse response, ObjectLock? kept)
    {
        if (kept?.Mode is not null)
        {
            response.Headers[ModeHeader] = kept.Mode;
            response.Headers[UntilHeader] = S3Xml.Time(kept.RetainUntil!.Value);
        }
        if (kept?.LegalHold is { } hold)
        {
            response.Headers[HoldHeader] = hold ? "ON" : "OFF";
        }
    }

    private static ObjectLock? DefaultOf(BucketInfo bucket, DateTimeOffset now)
    {
        if (!bucket.Documents.TryGetValue(Document, out var text)
            || XElement.Parse(text).Children("Rule").FirstOrDefault()?.Children("DefaultRetention").FirstOrDefault() is not { } retention)
        {
            return null;
        }
        var until = retention.Text("Days") is { } days ? now.AddDays(int.Parse(days, CultureInfo.InvariantCulture)) : now.AddYears(int.Parse(retention.Text("Years")!, CultureInfo.InvariantCulture));
        return new ObjectLock(retention.Text("Mode"), until);
    }

    private static string RequireMode(string mode)
        => mode is ObjectLock.Governance or ObjectLock.Compliance ? mode : throw S3Errors.InvalidArgument("Unknown wormMode directive.", ModeHeader, mode);

    private static DateTimeOffset RequireFuture(string text, DateTimeOffset now, string name = UntilHeader)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until))
        {
            throw S3Errors.InvalidArgument("The retain until date must be provided in ISO 8601 format", name, text);
        }
        return until > now ? until.ToUniversalTime() : throw S3Errors.InvalidArgument("The retain until date must be in the future!", name, text);
    }
}
