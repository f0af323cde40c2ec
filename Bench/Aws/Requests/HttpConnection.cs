using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EventAi.Bench.Aws.Requests;

/// <summary>
/// One HTTP/1.1 connection that sends requests as they are and reads whole answers (Content-Length or chunked), so that the
/// client costs as little as it can: the machine's cores are the server's. Not thread-safe.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];
    private int _begin;
    private int _end;

    public static async Task<HttpConnection> OpenAsync(int port)
    {
        var connection = new HttpConnection();
        try
        {
            await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and takes its answer.</summary>
    /// <returns>Status and body; the body holds until the next call.</returns>
    /// <exception cref="IOException">The connection ended before the answer did.</exception>
    public async Task<(int Status, ReadOnlyMemory<byte> Body)> SendAsync(ReadOnlyMemory<byte> request)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        for (var rest = request; rest.Length > 0;)
        {
            rest = rest[await _socket.SendAsync(rest, deadline.Token)..];
        }
        (_begin, _end) = (0, 0);
        var head = await LineEndAsync("\r\n\r\n", deadline.Token);
        var text = Encoding.Latin1.GetString(_buffer, 0, head);
        _begin = head + 4;
        var status = int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture);
        if (status == 204)
        {
            return (status, default);
        }
        return Header(text, "Transfer-Encoding") is not null
            ? (status, await ChunksAsync(deadline.Token))
            : (status, await TakeAsync(int.Parse(Header(text, "Content-Length") ?? "0", CultureInfo.InvariantCulture), deadline.Token));
    }

    public void Dispose() => _socket.Dispose();

    private static string? Header(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }
        at += name.Length + 3;
        var end = head.IndexOf('\r', at);
        return head[at..(end < 0 ? head.Length : end)].Trim();
    }

    private async Task<ReadOnlyMemory<byte>> ChunksAsync(CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        while (true)
        {
            var end = await LineEndAsync("\r\n", cancellationToken);
            var length = int.Parse(Encoding.Latin1.GetString(_buffer, _begin, end - _begin).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            _begin = end + 2;
            body.Write((await TakeAsync(length, cancellationToken)).Span);
            await TakeAsync(2, cancellationToken);
            if (length == 0)
            {
                return body.GetBuffer().AsMemory(0, (int)body.Length);
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _begin < count)
        {
            await FillAsync(cancellationToken);
        }
        _begin += count;
        return _buffer.AsMemory(_begin - count, count);
    }

    private async Task<int> LineEndAsync(string end, CancellationToken cancellationToken)
    {
        var mark = Encoding.ASCII.GetBytes(end);
        while (true)
        {
            var at = _buffer.AsSpan(_begin, _end - _begin).IndexOf(mark);
            if (at >= 0)
            {
                return _begin + at;
            }
            await FillAsync(cancellationToken);
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read > 0 ? read : throw new IOException("The server closed the connection.");
    }
}
