namespace EventAi.Emulators.Aws.S3;

/// <summary>The only access control list there is: the owner may do everything (object ownership "bucket owner enforced", the default of S3).</summary>
internal static class OwnerAcl
{
    public static Task WriteAsync(S3Call call) => S3Xml.WriteAsync(call.Aws, static xml =>
    {
        const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
        xml.WriteStartElement("AccessControlPolicy", S3Xml.Namespace);
        Listing.WriteOwner(xml);
        xml.WriteStartElement("AccessControlList");
        xml.WriteStartElement("Grant");
        xml.WriteStartElement("Grantee");
        xml.WriteAttributeString("xsi", "type", SchemaInstance, "CanonicalUser");
        xml.WriteElementString("ID", AwsOptions.AccountId);
        xml.WriteElementString("DisplayName", Listing.OwnerName);
        xml.WriteEndElement();
        xml.WriteElementString("Permission", "FULL_CONTROL");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <summary>Accepts what changes nothing, refuses the rest as S3 does.</summary>
    /// <exception cref="AwsException">AccessControlListNotSupported.</exception>
    public static async Task CheckAsync(S3Call call)
    {
        ObjectHeaders.RefuseUnsupported(call);
        if (await S3Xml.ReadAsync(call) is { } policy && policy.Descendants().Where(static e => e.Name.LocalName == "Grant").Any(static grant => !OwnersOwn(grant)))
        {
            throw S3Errors.AclNotSupported();
        }
    }

    private static bool OwnersOwn(System.Xml.Linq.XElement grant) =>
        grant.Text("Permission") == "FULL_CONTROL" && grant.Children("Grantee").FirstOrDefault()?.Text("ID") == AwsOptions.AccountId;
}
