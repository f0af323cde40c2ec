using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>
/// PutBucketNotificationConfiguration: queues, with event types and prefix and suffix filters; an empty configuration ends
/// notification. Each new destination gets S3's test message. EventBridge gets every event where it is named. Topics and functions are not emulated.
/// </summary>
internal sealed class PutBucketNotificationConfiguration(ObjectEvents events) : IS3Action
{
    private const string Unreachable = "Unable to validate the following destination configurations";

    public S3Route Route { get; } = new("PUT", S3Level.Bucket, "notification");

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var document = await S3Xml.ReadAsync(call);
        if (document?.Name.LocalName != "NotificationConfiguration")
        {
            throw S3Errors.MalformedXml();
        }
        if (document.Elements().FirstOrDefault(static element => element.Name.LocalName is not ("QueueConfiguration" or "EventBridgeConfiguration")) is { } other)
        {
            throw other.Name.LocalName is "TopicConfiguration" or "CloudFunctionConfiguration"
                ? S3Errors.NotImplemented($"PutBucketNotificationConfiguration {other.Name.LocalName}")
                : S3Errors.MalformedXml();
        }
        var notifications = document.Children("QueueConfiguration").Select(Read).ToList();
        Check(notifications, call);
        foreach (var arn in notifications.Select(static notification => notification.QueueArn).Distinct(StringComparer.Ordinal))
        {
            events.SendTest(bucket.Info, arn, call.Aws.Id);
        }
        var eventBridge = document.Children("EventBridgeConfiguration").Any();
        bucket.Configure(info => info with { Notifications = notifications, NotifiesEventBridge = eventBridge });
    }

    private static QueueNotification Read(XElement element)
    {
        var queue = element.Text("Queue") ?? throw S3Errors.MalformedXml();
        if (queue.Split(':') is not ["arn", _, _, _, _, ..])
        {
            throw S3Errors.InvalidArgument("The ARN could not be parsed", "Queue", queue);
        }
        var types = element.Children("Event").Select(static type => type.Value).ToList();
        if (types.Count == 0)
        {
            throw S3Errors.MalformedXml();
        }
        if (types.Find(static type => !EventTypes.IsKnown(type)) is { } unknown)
        {
            throw S3Errors.InvalidArgument("A specified event is not supported for notifications.", "Event", unknown);
        }
        string? prefix = null, suffix = null;
        foreach (var rule in element.Children("Filter").SelectMany(static filter => filter.Children("S3Key")).SelectMany(static key => key.Children("FilterRule")))
        {
            var (name, value) = (rule.Text("Name") ?? throw S3Errors.MalformedXml(), rule.Text("Value") ?? throw S3Errors.MalformedXml());
            switch (name.ToLowerInvariant())
            {
                case "prefix" when prefix is null:
                    prefix = value;
                    break;
                case "suffix" when suffix is null:
                    suffix = value;
                    break;
                case "prefix" or "suffix":
                    throw S3Errors.InvalidArgument($"Cannot specify more than one {name.ToLowerInvariant()} rule in a filter.", "FilterRule.Name", name);
                default:
                    throw S3Errors.InvalidArgument("filter rule name must be either prefix or suffix", "FilterRule.Name", name);
            }
        }
        return new QueueNotification(element.Text("Id") is { Length: > 0 } id ? id : Guid.NewGuid().ToString("N"), queue, types, prefix, suffix);
    }

    private void Check(List<QueueNotification> notifications, S3Call call)
    {
        for (var i = 0; i < notifications.Count; i++)
        {
            var notification = notifications[i];
            if (notifications.Take(i).Any(earlier => earlier.Id == notification.Id))
            {
                throw S3Errors.InvalidRequest("Same ID used for multiple configurations, IDs must be unique");
            }
            if (notifications.Take(i).Any(notification.Overlaps))
            {
                throw S3Errors.InvalidArgument(
                    "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
                    "QueueConfiguration", notification.Id);
            }
        }
        if (string.Equals(call.Header("x-amz-skip-destination-validation"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }
        var missing = notifications.Where(notification => !events.Reaches(notification.QueueArn)).ToList();
        if (missing.Count > 0)
        {
            throw new AwsException(400, "InvalidArgument", Unreachable)
            {
                Details = [.. missing.SelectMany(static (notification, i) => new[] { ($"ArgumentName{i + 1}", notification.QueueArn), ($"ArgumentValue{i + 1}", "The destination queue does not exist") })],
            };
        }
    }
}
