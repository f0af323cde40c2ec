using System.Globalization;
using System.Xml;
using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>ListObjectsV2: prefix, delimiter, paging by token or start-after, encoding-type, fetch-owner.</summary>
internal sealed class ListObjectsV2 : IS3Action
{
    private const int MostKeys = 1000;

    public S3Route Route { get; } = new("GET", S3Level.Bucket, "list-type");

    public Task ExecuteAsync(S3Call call)
    {
        if (call.Query("list-type") is var type && type != "2")
        {
            throw S3Errors.InvalidArgument("Invalid List Type specified in Request", "list-type", type!);
        }
        var limit = MostKeys;
        if (call.Query("max-keys") is { Length: > 0 } text && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
        {
            throw S3Errors.InvalidArgument("Provided max-keys not an integer or within integer range", "max-keys", text);
        }
        limit = Math.Min(limit, MostKeys);
        var encoding = call.Query("encoding-type");
        if (encoding is not (null or "url"))
        {
            throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding);
        }
        var token = call.Query("continuation-token");
        var startAfter = call.Query("start-after");
        var position = token is not null ? ContinuationToken.Decode(token)
            : string.IsNullOrEmpty(startAfter) ? null
            : new ListPosition(startAfter, IsPrefix: false);
        var prefix = call.Query("prefix") ?? "";
        var delimiter = call.Query("delimiter");
        var bucket = call.Bucket;
        var page = bucket.List(prefix, delimiter, position, limit);
        var owner = call.Query("fetch-owner") == "true";
        string Encoded(string value) => encoding is null ? value : AwsUriEncoding.Encode(value, keepSlash: true);

        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("ListBucketResult", S3Xml.Namespace);
            xml.WriteElementString("Name", bucket.Info.Name);
            xml.WriteElementString("Prefix", Encoded(prefix));
            WriteIfSet(xml, "Delimiter", delimiter is null ? null : Encoded(delimiter));
            xml.WriteElementString("MaxKeys", $"{limit}");
            xml.WriteElementString("KeyCount", $"{page.Objects.Count + page.CommonPrefixes.Count}");
            xml.WriteElementString("IsTruncated", page.Next is null ? "false" : "true");
            WriteIfSet(xml, "EncodingType", encoding);
            WriteIfSet(xml, "StartAfter", startAfter is null ? null : Encoded(startAfter));
            WriteIfSet(xml, "ContinuationToken", token);
            WriteIfSet(xml, "NextContinuationToken", page.Next is null ? null : ContinuationToken.Encode(page.Next));
            foreach (var item in page.Objects)
            {
                WriteObject(xml, item, Encoded(item.Key), owner);
            }
            foreach (var common in page.CommonPrefixes)
            {
                xml.WriteStartElement("CommonPrefixes");
                xml.WriteElementString("Prefix", Encoded(common));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        });
    }

    private static void WriteObject(XmlWriter xml, ObjectInfo item, string key, bool owner)
    {
        xml.WriteStartElement("Contents");
        xml.WriteElementString("Key", key);
        xml.WriteElementString("LastModified", S3Xml.Time(item.LastModified));
        xml.WriteElementString("ETag", $"\"{item.ETag}\"");
        xml.WriteElementString("ChecksumAlgorithm", ChecksumAlgorithms.Name(item.ChecksumAlgorithm));
        xml.WriteElementString("ChecksumType", "FULL_OBJECT");
        xml.WriteElementString("Size", $"{item.Size}");
        if (owner)
        {
            xml.WriteStartElement("Owner");
            xml.WriteElementString("ID", AwsOptions.AccountId);
            xml.WriteEndElement();
        }
        xml.WriteElementString("StorageClass", item.StorageClass);
        xml.WriteEndElement();
    }

    private static void WriteIfSet(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
        {
            xml.WriteElementString(name, value);
        }
    }
}
