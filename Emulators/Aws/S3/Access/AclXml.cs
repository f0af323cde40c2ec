using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>An access control list as a document.</summary>
internal static class AclXml
{
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
    private static readonly string[] Permissions = ["READ", "WRITE", "READ_ACP", "WRITE_ACP", CannedAcl.FullControl];

    /// <param name="call">The request.</param>
    /// <param name="owner">Canonical id.</param>
    /// <param name="grants">Null: the owner's full control.</param>
    public static Task WriteAsync(S3Call call, string owner, IReadOnlyList<AclGrant>? grants) => S3Xml.WriteAsync(call.Aws, xml =>
    {
        xml.WriteStartElement("AccessControlPolicy", S3Xml.Namespace);
        Listing.WriteOwner(xml, owner);
        xml.WriteStartElement("AccessControlList");
        foreach (var grant in grants ?? [new AclGrant(CannedAcl.FullControl, owner, Group: null)])
        {
            xml.WriteStartElement("Grant");
            xml.WriteStartElement("Grantee");
            xml.WriteAttributeString("xsi", "type", SchemaInstance, grant.Group is null ? "CanonicalUser" : "Group");
            if (grant.Group is null)
            {
                xml.WriteElementString("ID", grant.Id);
                xml.WriteElementString("DisplayName", Listing.OwnerName);
            }
            else
            {
                xml.WriteElementString("URI", grant.Group);
            }
            xml.WriteEndElement();
            xml.WriteElementString("Permission", grant.Permission);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <param name="policy">The document of PutBucketAcl and PutObjectAcl.</param>
    /// <param name="owner">Canonical id that the document must name.</param>
    /// <exception cref="AwsException">MalformedACLError, InvalidArgument, AccessDenied.</exception>
    public static IReadOnlyList<AclGrant> Read(XElement policy, string owner)
    {
        if (policy.Name.LocalName != "AccessControlPolicy" || policy.Children("Owner").FirstOrDefault()?.Text("ID") is not { } named
            || policy.Children("AccessControlList").FirstOrDefault() is not { } list)
        {
            throw Malformed();
        }
        if (!S3Accounts.IsCanonicalId(named))
        {
            throw S3Errors.InvalidArgument("Invalid id", "CanonicalUser/ID", named);
        }
        var grants = list.Children("Grant").Select(Grant).ToList();
        return named == owner ? grants : throw S3Errors.AccessDenied();
    }

    private static AclGrant Grant(XElement grant)
    {
        var permission = grant.Text("Permission");
        if (!Permissions.Contains(permission, StringComparer.Ordinal) || grant.Children("Grantee").FirstOrDefault() is not { } grantee)
        {
            throw Malformed();
        }
        switch (grantee.Attribute(XName.Get("type", SchemaInstance))?.Value)
        {
            case "CanonicalUser" when grantee.Text("ID") is { } id:
                return S3Accounts.IsCanonicalId(id) ? new AclGrant(permission!, id, Group: null) : throw S3Errors.InvalidArgument("Invalid id", "CanonicalUser/ID", id);
            case "Group" when grantee.Text("URI") is { } uri:
                return AclGroups.IsKnown(uri) ? new AclGrant(permission!, Id: null, uri) : throw S3Errors.InvalidArgument("Invalid group uri", "Group/URI", uri);
            case "AmazonCustomerByEmail" when grantee.Text("EmailAddress") is { } address:
                throw AclHeaders.NoSuchAddress(address);
            default:
                throw Malformed();
        }
    }

    private static AwsException Malformed() => new(400, "MalformedACLError", "The XML you provided was not well-formed or did not validate against our published schema");
}
