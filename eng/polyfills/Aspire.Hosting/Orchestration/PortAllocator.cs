using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Aspire.Hosting.Orchestration;

/// <summary>Hands out ports of the loopback interface that nobody listens on, each once.</summary>
internal sealed class PortAllocator
{
    // Below the range from which the kernel takes the local ports of outgoing connections (32768 up), so that no
    // connection can take a port between its allocation and the process's listen.
    private const int First = 20_000;
    private const int Last = 32_700;

    // Applications that run side by side in one process (tests) share this: a port that one of them was given is neither given
    // to another nor tried by it, for to try a port is to listen on it for a moment, and its process may just be doing that.
    private static readonly HashSet<int> Given = [];
    private static readonly Lock Gate = new();

    private readonly HashSet<int> taken = [];

    public int Allocate()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < 2000; attempt++)
            {
                var port = RandomNumberGenerator.GetInt32(First, Last);
                if (!Given.Contains(port) && IsFree(port) && taken.Add(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }
        throw new DistributedApplicationException($"There is no free port between {First} and {Last}.");
    }

    /// <summary>Takes a port that was asked for.</summary>
    /// <exception cref="DistributedApplicationException">It is in use.</exception>
    public void Take(int port, string what)
    {
        lock (Gate)
        {
            if (!taken.Add(port))
            {
                throw new DistributedApplicationException($"Port {port} of {what} is claimed by another resource too.");
            }
        }
        if (!IsFree(port))
        {
            throw new DistributedApplicationException($"Port {port} of {what} is in use by another process.");
        }
    }

    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return true; // a machine without ::1
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
