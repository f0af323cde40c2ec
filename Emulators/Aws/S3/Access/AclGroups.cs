namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>The groups that an access control list can name (Amazon S3 user guide, "Access control list overview").</summary>
internal static class AclGroups
{
    public const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
    public const string AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    public const string LogDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";

    public static bool IsKnown(string uri) => uri is AllUsers or AuthenticatedUsers or LogDelivery;

    /// <summary>Whether anybody at all is in it.</summary>
    public static bool IsPublic(string? uri) => uri is AllUsers or AuthenticatedUsers;
}
