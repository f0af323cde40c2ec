using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>Status and headers of GetObject and HeadObject.</summary>
internal static class ObjectAnswer
{
    private static readonly (string Query, string Header)[] Overrides =
    [
        ("response-content-type", "Content-Type"), ("response-content-language", "Content-Language"), ("response-expires", "Expires"),
        ("response-cache-control", "Cache-Control"), ("response-content-disposition", "Content-Disposition"), ("response-content-encoding", "Content-Encoding"),
    ];

    /// <returns>The part of the content to send; null for none (304).</returns>
    /// <exception cref="AwsException">PreconditionFailed, InvalidRange.</exception>
    public static ByteRange? Write(S3Call call, ObjectInfo info)
    {
        if (call.Header("x-amz-server-side-encryption") is { } encryption)
        {
            throw S3Errors.InvalidArgument("x-amz-server-side-encryption header is not supported for this operation.", "x-amz-server-side-encryption", encryption);
        }
        CustomerKeys.Require(call, info.CustomerKeyMd5);
        var outcome = Conditions.Evaluate(call, info);
        if (outcome == ConditionOutcome.Failed)
        {
            throw S3Errors.PreconditionFailed(Conditions.Failing(call, info));
        }
        var number = call.Query("partNumber") is null ? (int?)null : call.Number("partNumber", 1, least: 1);
        if (number is not null && call.Header("Range") is not null)
        {
            throw S3Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        }
        var part = outcome == ConditionOutcome.NotModified ? null
            : number is { } wanted ? PartOf(info, wanted)
            : ByteRange.Parse(call.Header("Range"), info.Size);
        var checksum = outcome != ConditionOutcome.NotModified && (number is null ? part is null || part.Value.Length == info.Size : info.Parts is null || info.CompositeChecksum || part!.Value.Length == info.Size) && string.Equals(call.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase);
        ObjectHeaders.Write(call, info, partAsked: number is not null, checksum: checksum);
        if (checksum && number is { } asked && info.Parts is { } parts)
        {
            call.Response.Headers[ChecksumAlgorithms.Header(info.ChecksumAlgorithm)] = parts[asked - 1].Checksum;
        }
        if (outcome == ConditionOutcome.NotModified)
        {
            call.Response.StatusCode = StatusCodes.Status304NotModified;
            call.Response.Headers.Remove("Content-Type");
            return null;
        }
        foreach (var (query, header) in Overrides)
        {
            if (call.Query(query) is { } value)
            {
                call.Response.Headers[header] = value;
            }
        }
        if (part is { } range)
        {
            call.Response.StatusCode = StatusCodes.Status206PartialContent;
            call.Response.Headers.ContentRange = $"bytes {range.First}-{range.First + range.Length - 1}/{info.Size}";
        }
        var sent = part ?? new ByteRange(0, info.Size);
        call.Response.ContentLength = sent.Length;
        return sent;
    }

    /// <summary>Where a part lies; an object that came in one piece has one part.</summary>
    private static ByteRange PartOf(ObjectInfo info, int number)
    {
        if (info.Parts is not { } parts)
        {
            return number == 1 ? new ByteRange(0, info.Size) : throw S3Errors.InvalidPartNumber(number, parts: 1);
        }
        return number <= parts.Count
            ? new ByteRange(parts.Take(number - 1).Sum(static part => part.Size), parts[number - 1].Size)
            : throw S3Errors.InvalidPartNumber(number, parts.Count);
    }
}
