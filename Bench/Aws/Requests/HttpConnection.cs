using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EventAi.Bench.Aws.Requests;

/// <summary>
/// One HTTP/1.1 connection of one thread that sends requests as they are and reads whole answers (Content-Length or chunked), with calls that
/// block: no poll, no thread changes, no text made of what comes, so that the client costs as little as it can and the machine's cores are the server's.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private const int DeadlineMilliseconds = 30_000;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = DeadlineMilliseconds, ReceiveTimeout = DeadlineMilliseconds };
    private byte[] _buffer = new byte[64 * 1024];
    private int _begin;
    private int _end;

    public static HttpConnection Open(int port)
    {
        var connection = new HttpConnection();
        try
        {
            connection._socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
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
    /// <exception cref="SocketException">Half a minute passed.</exception>
    public (int Status, ReadOnlyMemory<byte> Body) Send(ReadOnlySpan<byte> request)
    {
        while (request.Length > 0)
        {
            request = request[_socket.Send(request)..];
        }
        (_begin, _end) = (0, 0);
        var end = LineEnd("\r\n\r\n"u8);
        var head = _buffer.AsSpan(0, end + 2);
        _begin = end + 4;
        var status = ((head[9] - '0') * 100) + ((head[10] - '0') * 10) + (head[11] - '0');
        if (status == 204)
        {
            return (status, default);
        }
        return Header(head, "transfer-encoding"u8).IsEmpty
            ? (status, Take(Utf8Parser.TryParse(Header(head, "content-length"u8), out int length, out _) ? length : 0))
            : (status, Chunks());
    }

    public void Dispose() => _socket.Dispose();

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        while (head.IndexOf("\r\n"u8) is var at && at >= 0)
        {
            head = head[(at + 2)..];
            if (head.Length > name.Length && head[name.Length] == ':' && Ascii.EqualsIgnoreCase(head[..name.Length], name))
            {
                head = head[(name.Length + 1)..];
                return head[..head.IndexOf((byte)'\r')].Trim((byte)' ');
            }
        }
        return default;
    }

    private ReadOnlyMemory<byte> Chunks()
    {
        var body = new MemoryStream();
        while (true)
        {
            var end = LineEnd("\r\n"u8);
            Utf8Parser.TryParse(_buffer.AsSpan(_begin, end - _begin), out int length, out _, 'x');
            _begin = end + 2;
            body.Write(Take(length).Span);
            Take(2);
            if (length == 0)
            {
                return body.GetBuffer().AsMemory(0, (int)body.Length);
            }
        }
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        while (_end - _begin < count)
        {
            Fill();
        }
        _begin += count;
        return _buffer.AsMemory(_begin - count, count);
    }

    private int LineEnd(ReadOnlySpan<byte> mark)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_begin, _end - _begin).IndexOf(mark);
            if (at >= 0)
            {
                return _begin + at;
            }
            Fill();
        }
    }

    private void Fill()
    {
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = _socket.Receive(_buffer.AsSpan(_end));
        _end += read > 0 ? read : throw new IOException("The server closed the connection.");
    }
}
