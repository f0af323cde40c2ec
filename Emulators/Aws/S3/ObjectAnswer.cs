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
        var outcome = Conditions.Evaluate(call, info);
        if (outcome == ConditionOutcome.Failed)
        {
            throw S3Errors.PreconditionFailed("If-Match or If-Unmodified-Since");
        }
        var part = outcome == ConditionOutcome.NotModified ? null : ByteRange.Parse(call.Header("Range"), info.Size);
        ObjectHeaders.Write(call.Response, info, checksum: part is null && string.Equals(call.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase));
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
}
