using System.Globalization;
using EventAi.Emulators.Aws.Checksums;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetObjectAttributes: those that the request names; an object's parts in pages.</summary>
internal sealed class GetObjectAttributes : IS3Action
{
    private const string Header = "x-amz-object-attributes";
    private static readonly string[] Known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    public S3Route Route { get; } = new("GET", S3Level.Object, "attributes");

    public Task ExecuteAsync(S3Call call)
    {
        var wanted = call.Header(Header)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (wanted.Length == 0 || wanted.Except(Known, StringComparer.Ordinal).Any())
        {
            throw S3Errors.InvalidArgument("Invalid attribute name specified.", Header, call.Header(Header) ?? "");
        }
        var info = call.Object();
        CustomerKeys.Require(call, info.CustomerKeyMd5);
        var (after, limit) = (HeaderNumber(call, "x-amz-part-number-marker", 0), Math.Min(HeaderNumber(call, "x-amz-max-parts", 1000), 1000));
        call.Response.Headers.LastModified = info.LastModified.ToString("r", CultureInfo.InvariantCulture);
        ObjectHeaders.WriteVersion(call, info);
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("GetObjectAttributesResponse", S3Xml.Namespace);
            Listing.WriteIfSet(xml, "ETag", wanted.Contains("ETag") ? info.ETag : null);
            if (wanted.Contains("Checksum"))
            {
                xml.WriteStartElement("Checksum");
                xml.WriteElementString(ChecksumAlgorithms.Element(info.ChecksumAlgorithm), info.Checksum.Split('-')[0]);
                xml.WriteElementString("ChecksumType", ObjectHeaders.ChecksumType(info.CompositeChecksum));
                xml.WriteEndElement();
            }
            if (wanted.Contains("ObjectParts") && info.Parts is { } parts)
            {
                var page = parts.Where(part => part.Number > after).Take(limit).ToList();
                xml.WriteStartElement("ObjectParts");
                xml.WriteElementString("PartsCount", $"{parts.Count}");
                if (!info.CompositeChecksum)
                {
                    // Without checksums of the parts S3 knows nothing more of them.
                    page.Clear();
                }
                else
                {
                    xml.WriteElementString("PartNumberMarker", $"{after}");
                    xml.WriteElementString("NextPartNumberMarker", $"{(page.Count > 0 ? page[^1].Number : 0)}");
                    xml.WriteElementString("MaxParts", $"{limit}");
                    xml.WriteElementString("IsTruncated", page.Count > 0 && page[^1].Number < parts[^1].Number ? "true" : "false");
                }
                foreach (var part in page)
                {
                    xml.WriteStartElement("Part");
                    xml.WriteElementString("PartNumber", $"{part.Number}");
                    xml.WriteElementString("Size", $"{part.Size}");
                    xml.WriteElementString(ChecksumAlgorithms.Element(info.ChecksumAlgorithm), part.Checksum);
                    xml.WriteEndElement();
                }
                xml.WriteEndElement();
            }
            Listing.WriteIfSet(xml, "StorageClass", wanted.Contains("StorageClass") ? info.StorageClass : null);
            Listing.WriteIfSet(xml, "ObjectSize", wanted.Contains("ObjectSize") ? $"{info.Size}" : null);
            xml.WriteEndElement();
        });
    }

    private static int HeaderNumber(S3Call call, string name, int fallback) =>
        call.Header(name) is not { } text ? fallback
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
}
