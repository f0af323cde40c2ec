using System.Xml;
using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>What all listings have in common: prefix, delimiter, limit, encoding, and how an entry is written.</summary>
internal sealed class Listing
{
    private const int Most = 1000;
    private readonly string _limitName;
    private readonly bool _encoded;

    /// <param name="call">The request.</param>
    /// <param name="limitName">Query parameter of the limit: <c>max-keys</c>, <c>max-uploads</c>.</param>
    /// <exception cref="AwsException">InvalidArgument.</exception>
    public Listing(S3Call call, string limitName)
    {
        _limitName = limitName;
        Limit = Math.Min(call.Number(limitName, Most), Most);
        var encoding = call.Query("encoding-type");
        _encoded = encoding == "url" || (encoding is null ? false : throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding));
        (Prefix, Delimiter) = (call.Query("prefix") ?? "", call.Query("delimiter") is { Length: > 0 } delimiter ? delimiter : null);
    }

    /// <summary>S3 shows it no more since the end of 2025; clients that ask for it must not fail here.</summary>
    public const string OwnerName = "eventai";

    public string Prefix { get; }

    public string? Delimiter { get; }

    public int Limit { get; }

    public static void WriteIfSet(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(name, value);
        }
    }

    /// <param name="xml">The document.</param>
    /// <param name="id">Canonical id.</param>
    /// <param name="element">Owner, Initiator.</param>
    public static void WriteOwner(XmlWriter xml, string id, string element = "Owner")
    {
        xml.WriteStartElement(element);
        xml.WriteElementString("ID", id);
        xml.WriteElementString("DisplayName", OwnerName);
        xml.WriteEndElement();
    }

    /// <summary>Where a list goes on behind a key: behind all that the delimiter makes one with it.</summary>
    public ListPosition? After(string marker)
    {
        if (marker.Length == 0)
        {
            return null;
        }
        var end = Delimiter is not null && marker.StartsWith(Prefix, StringComparison.Ordinal) ? marker.IndexOf(Delimiter, Prefix.Length, StringComparison.Ordinal) : -1;
        return end < 0 ? new ListPosition(marker, IsPrefix: false) : new ListPosition(marker[..(end + Delimiter!.Length)], IsPrefix: true);
    }

    public string Encoded(string value) => _encoded ? AwsUriEncoding.Encode(value, keepSlash: true) : value;

    /// <summary>What was asked for.</summary>
    public void WriteHead(XmlWriter xml, string bucket, string bucketElement = "Name", bool rawPrefix = false)
    {
        xml.WriteElementString(bucketElement, bucket);
        if (_limitName == "max-keys" || Prefix.Length > 0)
        {
            xml.WriteElementString("Prefix", rawPrefix ? Prefix : Encoded(Prefix)); // S3 encodes it in all lists but the first version's
        }
        WriteIfSet(xml, "Delimiter", Delimiter is null ? null : Encoded(Delimiter));
        xml.WriteElementString(_limitName == "max-keys" ? "MaxKeys" : "MaxUploads", $"{Limit}");
        WriteIfSet(xml, "EncodingType", _encoded ? "url" : null);
    }

    /// <param name="xml">The document.</param>
    /// <param name="item">The object.</param>
    /// <param name="owner">Canonical id of the bucket's owner; null where owners are not asked for.</param>
    public void WriteObject(XmlWriter xml, ObjectInfo item, string? owner)
    {
        xml.WriteStartElement("Contents");
        xml.WriteElementString("Key", Encoded(item.Key));
        WriteProperties(xml, item);
        if (owner is not null)
        {
            WriteOwner(xml, item.Owner ?? owner);
        }
        xml.WriteElementString("StorageClass", item.StorageClass);
        xml.WriteEndElement();
    }

    public static void WriteProperties(XmlWriter xml, ObjectInfo item)
    {
        xml.WriteElementString("LastModified", S3Xml.Time(item.LastModified));
        if (item.IsDeleteMarker)
        {
            return;
        }
        xml.WriteElementString("ETag", $"\"{item.ETag}\"");
        xml.WriteElementString("ChecksumAlgorithm", ChecksumAlgorithms.Name(item.ChecksumAlgorithm));
        xml.WriteElementString("ChecksumType", ObjectHeaders.ChecksumType(item.CompositeChecksum));
        xml.WriteElementString("Size", $"{item.Size}");
    }

    public void WritePrefixes(XmlWriter xml, IEnumerable<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            xml.WriteStartElement("CommonPrefixes");
            xml.WriteElementString("Prefix", Encoded(prefix));
            xml.WriteEndElement();
        }
    }
}
