using System.Globalization;
using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Lifecycle;

/// <summary>Reads a lifecycle configuration (Amazon S3 API reference, PutBucketLifecycleConfiguration). Transitions are accepted and have no effect: there is one kind of storage.</summary>
internal static class LifecycleRules
{
    public const string Document = "lifecycle";

    /// <summary>The header that says from which size on objects move to other storage, and under which name it is kept.</summary>
    public const string MinimumSizeHeader = "x-amz-transition-default-minimum-object-size";

    private const string DefaultMinimumSize = "all_storage_classes_128K";
    private const int MostRules = 1000;

    /// <exception cref="AwsException">MalformedXML, InvalidArgument, InvalidRequest.</exception>
    public static void Check(XElement configuration)
    {
        var rules = configuration.Children("Rule").ToList();
        if (rules.Count is 0 or > MostRules || rules.Exists(static rule => rule.Text("Status") is not ("Enabled" or "Disabled")))
        {
            throw S3Errors.MalformedXml();
        }
        foreach (var rule in rules)
        {
            if (!rule.Elements().Any(static element => element.Name.LocalName is "Expiration" or "NoncurrentVersionExpiration" or "AbortIncompleteMultipartUpload" or "Transition" or "NoncurrentVersionTransition"))
            {
                throw S3Errors.InvalidRequest("At least one action needs to be specified in a rule");
            }
            if (rule.Text("ID") is { Length: > 255 } id)
            {
                throw S3Errors.InvalidArgument("ID length should not exceed allowed limit of 255", "ID", id);
            }
            CheckForm(rule);
            _ = Read(rule);
            CheckTransitions(rule);
            if (string.IsNullOrEmpty(rule.Text("ID")))
            {
                rule.Children("ID").Remove();
                rule.AddFirst(new XElement(rule.Name.Namespace + "ID", Guid.NewGuid().ToString("N")));
            }
        }
        if (rules.Select(static rule => rule.Text("ID")).Where(static id => !string.IsNullOrEmpty(id)).GroupBy(static id => id, StringComparer.Ordinal).Any(static group => group.Count() > 1))
        {
            throw S3Errors.InvalidArgument("Rule ID must be unique. Found same ID for more than one rule", "ID", "");
        }
    }

    /// <exception cref="AwsException">InvalidRequest.</exception>
    public static string ReadMinimumSize(S3Call call)
        => call.Header(MinimumSizeHeader) switch
        {
            null => DefaultMinimumSize,
            DefaultMinimumSize => DefaultMinimumSize,
            "varies_by_storage_class" => "varies_by_storage_class",
            var other => throw S3Errors.InvalidRequest($"Invalid TransitionDefaultMinimumObjectSize found: {other}"),
        };

    public static string MinimumSize(BucketInfo bucket) => bucket.Documents.GetValueOrDefault(MinimumSizeHeader, DefaultMinimumSize);

    /// <summary>The rules that are enabled.</summary>
    public static IReadOnlyList<LifecycleRule> Parse(string configuration) =>
        [.. XDocument.Parse(configuration).Root!.Children("Rule").Where(static rule => rule.Text("Status") == "Enabled").Select(Read)];

    /// <exception cref="AwsException">MalformedXML, InvalidRequest.</exception>
    private static void CheckForm(XElement rule)
    {
        var filter = rule.Children("Filter").FirstOrDefault();
        var expiration = rule.Children("Expiration").FirstOrDefault();
        var isMalformed = (filter is null && rule.Text("Prefix") is null)
            || filter?.Elements().Count() > 1
            || expiration?.Elements().Count() > 1
            || rule.Children("NoncurrentVersionExpiration").Any(static noncurrent => noncurrent.Text("NoncurrentDays") is null);
        if (isMalformed)
        {
            throw S3Errors.MalformedXml();
        }
        var tags = filter?.Descendants().Where(static element => element.Name.LocalName == "Tag").Select(static tag => tag.Text("Key")).ToList() ?? [];
        if (tags.Distinct(StringComparer.Ordinal).Count() < tags.Count)
        {
            throw S3Errors.InvalidRequest("Duplicate Tag Keys are not allowed.");
        }
    }

    private static void CheckTransitions(XElement rule)
    {
        foreach (var transition in rule.Elements().Where(static element => element.Name.LocalName is "Transition" or "NoncurrentVersionTransition"))
        {
            if (transition.Text("StorageClass") is not ("STANDARD_IA" or "ONEZONE_IA" or "INTELLIGENT_TIERING" or "GLACIER" or "GLACIER_IR" or "DEEP_ARCHIVE"))
            {
                throw S3Errors.MalformedXml();
            }
            _ = Date(transition);
            _ = Number(transition, "Days", least: 0);
            _ = Number(transition, "NoncurrentDays", least: 0);
        }
    }

    private static LifecycleRule Read(XElement rule)
    {
        var filter = rule.Children("Filter").FirstOrDefault();
        var conditions = filter?.Children("And").FirstOrDefault() ?? filter ?? rule;
        var expiration = rule.Children("Expiration").FirstOrDefault();
        var noncurrent = rule.Children("NoncurrentVersionExpiration").FirstOrDefault();
        return new LifecycleRule
        {
            Id = rule.Text("ID") ?? "",
            Prefix = conditions.Text("Prefix") ?? rule.Text("Prefix") ?? "",
            Tags = conditions.Children("Tag").ToDictionary(static tag => tag.Text("Key") ?? throw S3Errors.MalformedXml(), static tag => tag.Text("Value") ?? "", StringComparer.Ordinal),
            LargerThan = Number(conditions, "ObjectSizeGreaterThan", least: 0),
            SmallerThan = Number(conditions, "ObjectSizeLessThan", least: 1),
            ExpirationDays = (int?)Number(expiration, "Days", least: 1),
            ExpirationDate = Date(expiration),
            ExpiredDeleteMarkers = expiration?.Text("ExpiredObjectDeleteMarker") == "true",
            NoncurrentDays = (int?)Number(noncurrent, "NoncurrentDays", least: 1),
            NoncurrentKept = (int)(Number(noncurrent, "NewerNoncurrentVersions", least: 0) ?? 0),
            AbortUploadsAfterDays = (int?)Number(rule.Children("AbortIncompleteMultipartUpload").FirstOrDefault(), "DaysAfterInitiation", least: 1),
        };
    }

    private static long? Number(XElement? element, string name, long least) =>
        element?.Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= int.MaxValue ? number
        : throw S3Errors.InvalidArgument($"'{name}' must be a positive integer", name, text);

    private static DateTimeOffset? Date(XElement? expiration) =>
        expiration?.Text("Date") is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && date.UtcDateTime.TimeOfDay == TimeSpan.Zero ? date
        : throw S3Errors.InvalidArgument("'Date' must be at midnight GMT", "Date", text);
}
