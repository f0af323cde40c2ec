namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetBucketNotificationConfiguration.</summary>
internal sealed class GetBucketNotificationConfiguration : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "notification");

    public Task ExecuteAsync(S3Call call)
    {
        var info = call.Bucket.Info;
        var notifications = info.Notifications;
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("NotificationConfiguration", S3Xml.Namespace);
            if (info.NotifiesEventBridge)
            {
                xml.WriteStartElement("EventBridgeConfiguration");
                xml.WriteEndElement();
            }
            foreach (var notification in notifications)
            {
                xml.WriteStartElement("QueueConfiguration");
                xml.WriteElementString("Id", notification.Id);
                xml.WriteElementString("Queue", notification.QueueArn);
                foreach (var type in notification.Events)
                {
                    xml.WriteElementString("Event", type);
                }
                if (notification.Prefix is not null || notification.Suffix is not null)
                {
                    xml.WriteStartElement("Filter");
                    xml.WriteStartElement("S3Key");
                    foreach (var (name, value) in new[] { ("Prefix", notification.Prefix), ("Suffix", notification.Suffix) })
                    {
                        if (value is not null)
                        {
                            xml.WriteStartElement("FilterRule");
                            xml.WriteElementString("Name", name);
                            xml.WriteElementString("Value", value);
                            xml.WriteEndElement();
                        }
                    }
                    xml.WriteEndElement();
                    xml.WriteEndElement();
                }
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        });
    }
}
