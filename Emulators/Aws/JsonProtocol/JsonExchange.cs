using System.Buffers;

namespace EventAi.Emulators.Aws.JsonProtocol;

/// <summary>Bodies of the AWS JSON protocol: each comes and goes in one piece.</summary>
internal static class JsonExchange
{
    // 1 MiB of text with every character escaped, and what is around it.
    private const int LargestRequest = 8 * 1024 * 1024;

    /// <returns>The request's body; null where it is too large.</returns>
    public static async ValueTask<byte[]?> ReadAsync(AwsCall call)
    {
        if (call.Request.ContentLength > LargestRequest)
        {
            return null;
        }
        var reader = call.Request.BodyReader;
        while (true)
        {
            // No token: the web server ends the read when the client goes away.
            var read = await reader.ReadAsync(CancellationToken.None);
            if (read.IsCompleted || read.Buffer.Length > LargestRequest)
            {
                var body = read.Buffer.Length > LargestRequest ? null : read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public static ValueTask WriteAsync(AwsCall call, string contentType, ReadOnlyMemory<byte> json)
    {
        call.Response.Headers["x-amzn-RequestId"] = call.Id;
        call.Response.ContentType = contentType;
        call.Response.ContentLength = json.Length;
        return call.Response.Body.WriteAsync(json, CancellationToken.None);
    }
}
