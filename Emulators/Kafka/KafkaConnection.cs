using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.Security;
using EventAi.Emulators.Kafka.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace EventAi.Emulators.Kafka;

/// <summary>
/// One client's connection: requests are handled one at a time and answered in order, as Apache Kafka does, so a parked fetch holds back
/// what comes behind it on the same connection (clients use another one for their group). Responses to requests that
/// arrived together leave together.
/// </summary>
internal sealed partial class KafkaConnection(ConnectionContext connection, ApiRegistry apis, KafkaOptions options, BrokerServices broker, ILogger logger) : IDisposable
{
    private const int LengthPrefix = 4;
    private const int MinFrame = 8;

    /// <summary>What is rented before any of a frame's bytes are there; a longer frame's buffer grows as they come.</summary>
    private const int FirstRent = 1024 * 1024;

    private readonly PipeReader _input = connection.Transport.Input;
    private readonly PipeWriter _output = connection.Transport.Output;
    private readonly WireReader _reader = new();
    private readonly RequestContext _context = new()
    {
        Faults = broker.Faults,
        ClientHost = "/" + ((connection.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "unknown"),
    };

    /// <summary>The client is gone, or the broker stops.</summary>
    private readonly CancellationTokenSource _closing = CancellationTokenSource.CreateLinkedTokenSource(
        connection.ConnectionClosed,
        connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None,
        broker.Faults?.Cut ?? CancellationToken.None);

    private readonly RequestRate _rate = new(options.MaxRequestsPerSecond, broker.Time);
    private bool _unflushed;

    public async Task RunAsync()
    {
        using var writer = new WireWriter();
        _context.Closed = _closing.Token;
        try
        {
            while (await NextFrameAsync() is { } frame)
            {
                try
                {
                    if (_rate.Take() is { Ticks: > 0 } wait)
                    {
                        await FlushAsync();
                        await Task.Delay(wait, broker.Time, _closing.Token);
                    }

                    if (!await AnswerAsync(frame, writer))
                    {
                        break;
                    }
                }
                finally
                {
                    Return(frame.Array!);
                }
            }

            await FlushAsync();
        }
        catch (WireFormatException e)
        {
            LogMalformed(logger, connection.RemoteEndPoint, e.Message);
            connection.Abort(new ConnectionAbortedException(e.Message));
        }
        catch (Exception e) when (e is ConnectionResetException or OperationCanceledException or ConnectionAbortedException)
        {
            // The client is gone, or the broker stops, or it is to look as if it had.
            if (broker.Faults is not null)
            {
                connection.Abort();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _closing.Dispose();

    /// <summary>Reads one frame into a pooled array; null at the end of the stream.</summary>
    private async ValueTask<ArraySegment<byte>?> NextFrameAsync()
    {
        var prefix = await ReadAtLeastAsync(LengthPrefix);
        if (prefix.Length < LengthPrefix)
        {
            return null;
        }

        var length = ReadLength(prefix);
        if (length < MinFrame || length > options.MaxFrameBytes)
        {
            throw new WireFormatException($"A frame of {length} bytes: it must have {MinFrame} to {options.MaxFrameBytes}.");
        }

        _input.AdvanceTo(prefix.GetPosition(LengthPrefix));
        var frame = Rent(Math.Min(length, FirstRent));
        try
        {
            for (var filled = 0; filled < length;)
            {
                var data = await ReadAtLeastAsync(1);
                if (data.IsEmpty)
                {
                    Return(frame);
                    return null;
                }

                var take = (int)Math.Min(data.Length, length - filled);
                if (filled + take > frame.Length)
                {
                    var larger = Rent(Math.Min(length, Math.Max(frame.Length * 2, filled + take)));
                    frame.AsSpan(0, filled).CopyTo(larger);
                    Return(frame);
                    frame = larger;
                }

                data.Slice(0, take).CopyTo(frame.AsSpan(filled));
                filled += take;
                _input.AdvanceTo(data.GetPosition(take));
            }
        }
        catch
        {
            Return(frame);
            throw;
        }

        broker.Metrics?.Read(length);
        return new ArraySegment<byte>(frame, 0, length);
    }

    private byte[] Rent(int length)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            broker.Memory.Take(bytes.Length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }

        return bytes;
    }

    private void Return(byte[] bytes)
    {
        broker.Memory.Return(bytes.Length);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>At least the given bytes, unless the stream ends before; flushes what was answered before it waits.</summary>
    private async ValueTask<ReadOnlySequence<byte>> ReadAtLeastAsync(int count)
    {
        while (true)
        {
            if (!_input.TryRead(out var result))
            {
                await FlushAsync();
                result = await _input.ReadAsync(_closing.Token);
            }

            if (result.Buffer.Length >= count || result.IsCompleted || result.IsCanceled)
            {
                return result.Buffer;
            }

            _input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>Handles one request; false when the connection is to be closed.</summary>
    private async ValueTask<bool> AnswerAsync(ArraySegment<byte> frame, WireWriter writer)
    {
        _reader.Reset(frame);
        var header = new RequestHeader();
        _reader.Message(header, 0, flexible: false);
        var key = (ApiKey)header.Key;
        if (apis.Find(key) is not { } api || !api.Serves(header.ApiVersion))
        {
            LogUnsupported(logger, connection.RemoteEndPoint, header.Key, header.ApiVersion);
            if (key == ApiKey.ApiVersions)
            {
                ((ApiVersions)apis.Find(key)!).AnswerUnsupported(writer, header.CorrelationId);
                return await SendAsync(writer);
            }

            return NotServed.TryAnswer(header, writer) && await SendAsync(writer);
        }

        if (options.RequiresLogin && _context.User is null && key is not (ApiKey.ApiVersions or ApiKey.SaslHandshake or ApiKey.SaslAuthenticate))
        {
            LogNotLoggedIn(logger, connection.RemoteEndPoint, key);
            return false;
        }

        header.ReadRest(_reader, api.IsFlexible(header.ApiVersion));
        (_context.Version, _context.CorrelationId, _context.ClientId) = (header.ApiVersion, header.CorrelationId, header.ClientId ?? "");
        var started = broker.Time.GetTimestamp();
        var answer = api.AnswerAsync(_reader, writer, _context);
        if (!answer.IsCompleted)
        {
            await FlushAsync();
        }

        var hasResponse = await answer;
        broker.Metrics?.Answered(key, broker.Time.GetElapsedTime(started), hasResponse ? writer.FrameLength : 0);
        if (_context.DropResponse)
        {
            await BreakOffAsync(writer);
            return false;
        }

        return (!hasResponse || await SendAsync(writer)) && !_context.CloseConnection;
    }

    /// <summary>Half a response, and the end of the connection.</summary>
    private async Task BreakOffAsync(WireWriter writer)
    {
        _output.Write(writer.Written.Span[..(writer.Written.Length / 2)]);
        await _output.FlushAsync(connection.ConnectionClosed);
    }

    private ValueTask<bool> SendAsync(WireWriter writer)
    {
        _unflushed = true;
        return writer.SendAsync(_output, connection.ConnectionClosed);
    }

    private async ValueTask FlushAsync()
    {
        if (_unflushed)
        {
            _unflushed = false;
            await _output.FlushAsync(connection.ConnectionClosed);
        }
    }

    private static int ReadLength(in ReadOnlySequence<byte> prefix)
    {
        Span<byte> bytes = stackalloc byte[LengthPrefix];
        prefix.Slice(0, LengthPrefix).CopyTo(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    [LoggerMessage(3, LogLevel.Warning, "{Client} asked for {Api} without having logged in")]
    private static partial void LogNotLoggedIn(ILogger logger, EndPoint? client, ApiKey api);

    [LoggerMessage(1, LogLevel.Warning, "Connection of {Client} closed: {Reason}")]
    private static partial void LogMalformed(ILogger logger, EndPoint? client, string reason);

    [LoggerMessage(2, LogLevel.Warning, "{Client} asked for API {Key} version {Version}, which this broker does not have")]
    private static partial void LogUnsupported(ILogger logger, EndPoint? client, short key, short version);
}
