using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EventAi.Bench.Aws.Requests;

/// <summary>
/// A server that does nothing: it reads a request to its end and sends bytes that it has had ready since its start, with a blocking thread for each connection. What it reaches with this
/// client is what this machine leaves to any server, however fast.
/// </summary>
internal static class NullServer
{
    private static readonly byte[] Empty = Answer([]);
    private static readonly byte[] Object = Answer(new byte[10_000]);
    private static readonly byte[] Queue = Answer("{\"QueueUrl\":\"http://127.0.0.1/000000000000/bench\",\"Messages\":[{\"ReceiptHandle\":\"handle\"}]}"u8);

    public static void Run(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        while (true)
        {
            var client = listener.AcceptTcpClient();
            new Thread(() => Serve(client)) { IsBackground = true }.Start();
        }
    }

    private static byte[] Answer(ReadOnlySpan<byte> body) => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    private static void Serve(TcpClient client)
    {
        using var socket = client.Client;
        socket.NoDelay = true;
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                int head;
                var count = 0;
                while ((head = buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8)) < 0)
                {
                    var read = socket.Receive(buffer.AsSpan(count));
                    if (read == 0)
                    {
                        return;
                    }
                    count += read;
                }
                for (var whole = head + 4 + BodyLength(buffer.AsSpan(0, head)); count < whole;)
                {
                    count += socket.Receive(buffer.AsSpan(count));
                }
                socket.Send(buffer.AsSpan().StartsWith("GET /bench"u8) ? Object : buffer.AsSpan().StartsWith("POST"u8) ? Queue : Empty);
            }
        }
        catch (SocketException)
        {
            // The client has what it wanted.
        }
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
    }
}
