using System.Globalization;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>Objects of storage classes that must be restored before they can be read.</summary>
internal static class Archive
{
    public static bool Holds(ObjectInfo info) => info.StorageClass is "GLACIER" or "DEEP_ARCHIVE";

    public static bool IsReadable(ObjectInfo info, DateTimeOffset now) => !Holds(info) || info.RestoredUntil > now;

    /// <exception cref="AwsException">InvalidObjectState.</exception>
    public static void RequireReadable(S3Call call, ObjectInfo info)
    {
        if (Holds(info) && !IsReadable(info, call.Now))
        {
            throw new AwsException(403, "InvalidObjectState", "The operation is not valid for the object's storage class") { Details = [("StorageClass", info.StorageClass)] };
        }
    }

    public static void Write(S3Call call, ObjectInfo info)
    {
        if (info.RestoredUntil is { } until && until > call.Now)
        {
            call.Response.Headers["x-amz-restore"] = $"ongoing-request=\"false\", expiry-date=\"{until.ToString("r", CultureInfo.InvariantCulture)}\"";
        }
    }
}
