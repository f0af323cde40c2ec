using System.Globalization;
using EventAi.Emulators.Aws.S3.State;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.S3.Notifications;

/// <summary>Events of S3 for EventBridge (Amazon S3 user guide, "EventBridge event message structure").</summary>
internal static class BusEvent
{
    /// <param name="call">The request that caused it.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="eventName">As in a queue's message, e.g. <c>ObjectCreated:Put</c>.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="info">The object as it now is; null where it is gone.</param>
    /// <param name="versionId">Of what it is about.</param>
    /// <param name="sequence">Orders the events of a key.</param>
    public static (string Type, JsonObject Detail) Create(S3Call call, BucketInfo bucket, string eventName, string key, ObjectInfo? info, string? versionId, long sequence)
    {
        var created = eventName.StartsWith("ObjectCreated:", StringComparison.Ordinal);
        var changed = Changed(eventName);
        var item = new JsonObject { { "key", key } };
        if (info is not null)
        {
            if (!info.IsDeleteMarker && changed is null or "Object Restore Initiated" or "Object Restore Completed")
            {
                item.Add("size", info.Size);
            }
            item.Add("etag", info.IsDeleteMarker ? EventMessage.EmptyTag : info.ETag);
        }
        if (versionId is not (null or ObjectInfo.Unversioned))
        {
            item.Add("version-id", versionId);
        }
        if (changed is null)
        {
            item.Add("sequencer", sequence.ToString("X18", CultureInfo.InvariantCulture));
        }
        var detail = new JsonObject
        {
            { "version", "0" },
            { "bucket", new JsonObject { { "name", bucket.Name } } },
            { "object", item },
            { "request-id", call.Aws.Id },
            { "requester", AwsOptions.AccountId },
            { "source-ip-address", call.Aws.Http.Connection.RemoteIpAddress?.ToString() ?? "" },
        };
        if (changed is not null)
        {
            return (changed, detail);
        }
        detail.Add("reason", Reason(eventName));
        if (!created)
        {
            detail.Add("deletion-type", eventName == "ObjectRemoved:DeleteMarkerCreated" ? "Delete Marker Created" : "Permanently Deleted");
        }
        return (created ? "Object Created" : "Object Deleted", detail);
    }

    /// <summary>The type of an event that is not about content; null of one that is.</summary>
    private static string? Changed(string eventName) => eventName switch
    {
        "ObjectTagging:Put" => "Object Tags Added",
        "ObjectTagging:Delete" => "Object Tags Deleted",
        "ObjectAcl:Put" => "Object ACL Updated",
        "ObjectRestore:Post" => "Object Restore Initiated",
        "ObjectRestore:Completed" => "Object Restore Completed",
        _ => null,
    };

    private static string Reason(string eventName) => eventName switch
    {
        "ObjectCreated:Put" => "PutObject",
        "ObjectCreated:Copy" => "CopyObject",
        "ObjectCreated:Post" => "POST Object",
        "ObjectCreated:CompleteMultipartUpload" => "CompleteMultipartUpload",
        _ => "DeleteObject",
    };
}
