using System.Buffers.Binary;
using System.Net.Sockets;
using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>A connection that sends any message in any version, through the broker's own message definitions, and raw bytes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new();
    private int _correlation;
    private bool _refused;

    private NetworkStream Stream => _tcp.GetStream();

    public static async Task<RawClient> ConnectAsync(string bootstrapServers)
    {
        var client = new RawClient();
        var colon = bootstrapServers.LastIndexOf(':');
        try
        {
            await client._tcp.ConnectAsync(bootstrapServers[..colon], int.Parse(bootstrapServers[(colon + 1)..])).WaitAsync(KafkaServer.Deadline);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            client._refused = true; // the server closed it before the client had looked
        }

        return client;
    }

    public static async Task JoinAndVanishAsync(string bootstrapServers, string group, string topic)
    {
        using var client = await ConnectAsync(bootstrapServers);
        byte[] subscription = [0, 0, 0, 0, 0, 1, 0, (byte)topic.Length, .. System.Text.Encoding.ASCII.GetBytes(topic), 0, 0, 0, 0];
        var request = new JoinGroup.Request
        {
            GroupId = group,
            SessionTimeoutMs = 6000,
            RebalanceTimeoutMs = 6000,
            ProtocolType = "consumer",
            Protocols = [new() { Name = "range", Metadata = subscription }],
        };
        var joined = await client.AskAsync<JoinGroup.Response>(ApiKey.JoinGroup, 2, false, request);
        Assert.Equal(EventAi.Emulators.Kafka.KafkaError.None, joined.Error);
        Assert.Equal(joined.MemberId, joined.Leader);
    }

    public async Task<TResponse> AskAsync<TResponse>(ApiKey key, short version, bool flexible, IWireStruct request)
        where TResponse : IWireStruct, new()
    {
        await SendAsync(key, version, flexible, request);
        return await ReceiveAsync<TResponse>(version, flexible, flexible && key != ApiKey.ApiVersions);
    }

    public async Task SendAsync(ApiKey key, short version, bool flexible, IWireStruct request)
    {
        await SendBytesAsync(Frame(key, version, flexible, request, ++_correlation));
    }

    public async Task<TResponse> ReceiveAsync<TResponse>(short version, bool flexible, bool flexibleHeader)
        where TResponse : IWireStruct, new()
    {
        var frame = await ReceiveFrameAsync();
        var reader = new WireReader();
        reader.Reset(frame.AsMemory(flexibleHeader ? 5 : 4));
        var response = new TResponse();
        reader.Message(response, version, flexible);
        Assert.Equal(0, reader.Remaining);
        return response;
    }

    public static byte[] Frame(ApiKey key, short version, bool flexible, IWireStruct request, int correlation)
    {
        using var body = new WireWriter();
        body.StartFrame(0, flexibleHeader: false);
        body.Message(request, version, flexible);
        var bytes = body.Written[8..];
        var header = new byte[4 + 2 + 2 + 4 + 2 + 3 + (flexible ? 1 : 0)];
        BinaryPrimitives.WriteInt32BigEndian(header, header.Length - 4 + bytes.Length);
        BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(4), (short)key);
        BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(6), version);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), correlation);
        BinaryPrimitives.WriteInt16BigEndian(header.AsSpan(12), 3);
        "raw"u8.CopyTo(header.AsSpan(14));
        return [.. header, .. bytes.Span];
    }

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes) =>
        await Stream.WriteAsync(bytes).AsTask().WaitAsync(KafkaServer.Deadline);

    /// <summary>The next frame from its correlation id on.</summary>
    public async Task<byte[]> ReceiveFrameAsync()
    {
        var length = new byte[4];
        await Stream.ReadExactlyAsync(length).AsTask().WaitAsync(KafkaServer.Deadline);
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await Stream.ReadExactlyAsync(frame).AsTask().WaitAsync(KafkaServer.Deadline);
        return frame;
    }

    /// <summary>Whether the server closes the connection within the deadline, whatever it sends before.</summary>
    public async Task<bool> IsClosedAsync()
    {
        if (_refused || !_tcp.Connected)
        {
            return true; // refused at once, or a send has found it closed
        }

        try
        {
            var buffer = new byte[4096];
            while (await Stream.ReadAsync(buffer).AsTask().WaitAsync(KafkaServer.Deadline) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose() => _tcp.Dispose();
}
