using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Listens on an endpoint's port and hands each connection to the next replica that accepts it.</summary>
internal sealed class ReplicaProxy : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<TcpListener> listeners = [];
    private readonly int[] targetPorts;
    private uint next;

    public ReplicaProxy(int port, IEnumerable<int> targetPorts)
    {
        this.targetPorts = [.. targetPorts];
        foreach (var address in Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : new[] { IPAddress.Loopback })
        {
            TcpListener listener = new(address, port);
            try
            {
                listener.Start();
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
            {
                continue;
            }
            listeners.Add(listener);
            _ = AcceptAsync(listener);
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        listeners.ForEach(l => l.Dispose());
        stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(stop.Token), stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // the application stops
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        using (client)
        {
            using var server = await ConnectAsync(cancellationToken);
            if (server is null)
            {
                return; // closing is what a client sees of a service that is down
            }
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAll(PumpAsync(client, server, cancellationToken), PumpAsync(server, client, cancellationToken));
        }
    }

    private async Task<Socket?> ConnectAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < targetPorts.Length; attempt++)
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                var port = targetPorts[Interlocked.Increment(ref next) % (uint)targetPorts.Length];
                await socket.ConnectAsync("localhost", port, cancellationToken);
                return socket;
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }
        return null;
    }

    private static async Task PumpAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, cancellationToken)) > 0)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), cancellationToken);
                }
            }
            to.Shutdown(SocketShutdown.Send); // the other direction may still have something to say
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            from.Close();
            to.Close();
        }
    }
}
