namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetObject: any version, whole, one range or one part, conditions, checksum mode, response header overrides.</summary>
internal sealed class GetObject : IS3Action
{
    private const int PieceBytes = 64 * 1024;

    public S3Route Route { get; } = new("GET", S3Level.Object);

    public bool IsBrief => true;

    public async Task ExecuteAsync(S3Call call)
    {
        var info = call.Object();
        Archive.RequireReadable(call, info);
        await using var content = call.Bucket.Open(info) ?? throw S3Errors.NoSuchKey(call.Key);
        if (ObjectAnswer.Write(call, info) is not { } range)
        {
            return;
        }
        content.Position = range.First;
        var output = call.Response.BodyWriter;
        for (var left = range.Length; left > 0;)
        {
            var memory = output.GetMemory((int)Math.Min(PieceBytes, left));
            var read = content.Read(memory.Span[..(int)Math.Min(memory.Length, left)]);
            if (read == 0)
            {
                throw new EndOfStreamException($"The content of {info.Key} is shorter than its size.");
            }
            output.Advance(read);
            left -= read;
            var flushed = await output.FlushAsync(call.Aws.Aborted);
            if (flushed.IsCompleted)
            {
                return; // the client went away
            }
        }
    }
}
