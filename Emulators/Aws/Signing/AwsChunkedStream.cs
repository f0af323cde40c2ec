using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace EventAi.Emulators.Aws.Signing;

/// <summary>
/// Takes the framing off an aws-chunked body: <c>size[;chunk-signature=…]\r\n data \r\n</c> …, a chunk of size 0, then
/// trailing headers where the request announces them. Reads forward once, never holds more than a piece.
/// </summary>
/// <param name="body">The request's body.</param>
/// <param name="signed">Whether chunks carry signatures.</param>
/// <param name="trailing">Whether headers follow the last chunk.</param>
/// <param name="signatures">Checks the signatures; null where there is no secret to check them with.</param>
internal sealed class AwsChunkedStream(PipeReader body, bool signed, bool trailing, ChunkSignatures? signatures) : Stream
{
    private const int LongestLine = 16 * 1024;
    private const int MostTrailers = 32;

    private readonly List<(string Name, string Value)> _trailers = [];
    private long _left;
    private string _signature = "";
    private bool _started;
    private bool _ended;

    /// <summary>Trailing headers, names in lower case; complete at the end of the stream.</summary>
    public IReadOnlyList<(string Name, string Value)> Trailers => _trailers;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="AwsException">The framing is malformed or the body ends early.</exception>
    /// <exception cref="SigningException">A chunk's signature is wrong.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 && !_ended)
        {
            await NextChunkAsync(cancellationToken);
        }
        if (_ended || buffer.IsEmpty)
        {
            return 0;
        }
        var read = await body.ReadAsync(cancellationToken);
        if (read.Buffer.IsEmpty)
        {
            body.AdvanceTo(read.Buffer.Start);
            throw Incomplete();
        }
        var count = (int)Math.Min(Math.Min(read.Buffer.Length, _left), buffer.Length);
        var taken = read.Buffer.Slice(0, count);
        taken.CopyTo(buffer.Span);
        body.AdvanceTo(taken.End);
        signatures?.Append(buffer.Span[..count]);
        _left -= count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The body is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        signatures?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask NextChunkAsync(CancellationToken cancellationToken)
    {
        if (_started)
        {
            if (await LineAsync(cancellationToken) is not "")
            {
                throw Malformed("A chunk is longer than its size.");
            }
            signatures?.EndChunk(_signature);
        }
        _started = true;
        var header = await LineAsync(cancellationToken) ?? throw Incomplete();
        var semicolon = header.IndexOf(';');
        if (!long.TryParse(semicolon < 0 ? header : header[..semicolon], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
        {
            throw Malformed("A chunk's size is not a hexadecimal number.");
        }
        const string Prefix = "chunk-signature=";
        var extension = semicolon < 0 ? "" : header[(semicolon + 1)..].Trim();
        if (signed && !extension.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw Malformed("A chunk lacks its signature.");
        }
        _signature = signed ? extension[Prefix.Length..] : "";
        if (_left == 0)
        {
            signatures?.EndChunk(_signature);
            await EndAsync(cancellationToken);
            _ended = true;
        }
    }

    private async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        var canonical = new StringBuilder();
        string? signature = null;
        while (await LineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            if (!trailing || colon <= 0 || _trailers.Count >= MostTrailers)
            {
                throw new AwsException(400, "MalformedTrailerError", "The request contained trailing data that was not well-formed or did not conform to our published schema.");
            }
            var (name, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
            if (name == "x-amz-trailer-signature")
            {
                signature = value;
                continue;
            }
            _trailers.Add((name, value));
            canonical.Append(name).Append(':').Append(value).Append('\n');
        }
        if (signed && trailing)
        {
            if (signature is null)
            {
                throw Malformed("The trailer lacks its signature.");
            }
            signatures?.EndTrailer(canonical.ToString(), signature);
        }
        // Nothing may follow; reading on lets the connection be used again.
        var rest = await body.ReadAsync(cancellationToken);
        var more = !rest.Buffer.IsEmpty;
        body.AdvanceTo(rest.Buffer.End);
        if (more)
        {
            throw Malformed("Data follows the last chunk.");
        }
    }

    /// <returns>A line without its end; null where the body ends before one.</returns>
    private async ValueTask<string?> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                body.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }
            var empty = read.Buffer.IsEmpty;
            var tooLong = read.Buffer.Length > LongestLine;
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (tooLong)
            {
                throw Malformed("A chunk's header is too long.");
            }
            if (read.IsCompleted)
            {
                return empty ? null : throw Incomplete();
            }
        }
    }

    private static AwsException Incomplete() => new(400, "IncompleteBody", "The request body terminated unexpectedly");

    private static AwsException Malformed(string reason) => new(400, "InvalidRequest", $"The aws-chunked body is malformed. {reason}");
}
