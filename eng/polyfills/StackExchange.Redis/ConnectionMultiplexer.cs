// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;

namespace StackExchange.Redis;

/// <summary>
/// One pipelined socket: commands are written as they come, several per flush, and answered in order. A lost connection
/// fails what was under way (its effect is unknown), keeps what was not sent, and is opened again with exponential back-off.
/// </summary>
public sealed class ConnectionMultiplexer : IConnectionMultiplexer
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(500);

    private readonly ConfigurationOptions _options;
    private readonly Channel<RedisMessage> _toSend = Channel.CreateUnbounded<RedisMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentQueue<RedisMessage> _deadlines = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _connectedOnce = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    private ConnectionMultiplexer(ConfigurationOptions options) => _options = options;

    public event EventHandler<ConnectionFailedEventArgs>? ConnectionFailed;

    public event EventHandler<ConnectionFailedEventArgs>? ConnectionRestored;

    public bool IsConnected { get; private set; }

    public static ConnectionMultiplexer Connect(string configuration, TextWriter? log = null)
        => ConnectAsync(configuration, log).GetAwaiter().GetResult();

    public static Task<ConnectionMultiplexer> ConnectAsync(string configuration, TextWriter? log = null)
        => ConnectAsync(ConfigurationOptions.Parse(configuration), log);

    public static async Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions configuration, TextWriter? log = null)
    {
        var multiplexer = new ConnectionMultiplexer(configuration);
        multiplexer._running = Task.WhenAll(Task.Run(multiplexer.RunAsync), Task.Run(multiplexer.SweepAsync));
        try
        {
            await multiplexer._connectedOnce.Task.WaitAsync(TimeSpan.FromMilliseconds(configuration.ConnectTimeout)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or RedisConnectionException)
        {
            if (configuration.AbortOnConnectFail)
            {
                await multiplexer.DisposeAsync().ConfigureAwait(false);
                throw new RedisConnectionException(
                    ConnectionFailureType.UnableToConnect, $"It was not possible to connect to {configuration.Host}:{configuration.Port}.", exception);
            }
        }
        return multiplexer;
    }

    public IDatabase GetDatabase(int db = -1, object? asyncState = null)
        => db <= 0 || db == _options.DefaultDatabase
            ? new RedisDatabase(this, Math.Max(db, _options.DefaultDatabase ?? 0))
            : throw new NotSupportedException("One database per connection: name it as defaultDatabase in the connection string.");

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (_toSend.Writer.TryComplete())
        {
            await _closing.CancelAsync().ConfigureAwait(false);
        }
        await _running.ConfigureAwait(false);
    }

    internal void Send(RedisMessage message)
    {
        message.Deadline = Environment.TickCount64 + _options.AsyncTimeout;
        if (_toSend.Writer.TryWrite(message))
        {
            _deadlines.Enqueue(message);
        }
        else
        {
            message.Fail(new ObjectDisposedException(nameof(ConnectionMultiplexer)));
        }
    }

    private async Task RunAsync()
    {
        var retry = FirstRetry;
        while (!_closing.IsCancellationRequested)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            var inFlight = new ConcurrentQueue<RedisMessage>();
            Exception? failure = null;
            try
            {
                await ConnectAsync(socket).ConfigureAwait(false);
                retry = FirstRetry;
                await ExchangeAsync(socket, inFlight).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or IOException or RedisException or OperationCanceledException or TimeoutException or InvalidOperationException)
            {
                failure = exception;
            }
            Lose(inFlight, failure);
            await WaitAsync(retry).ConfigureAwait(false);
            retry = TimeSpan.FromTicks(Math.Min(retry.Ticks * 2, LastRetry.Ticks));
        }
        while (_toSend.Reader.TryRead(out var unsent))
        {
            unsent.Fail(new ObjectDisposedException(nameof(ConnectionMultiplexer)));
        }
    }

    private async Task ConnectAsync(Socket socket)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        deadline.CancelAfter(_options.ConnectTimeout);
        await socket.ConnectAsync(_options.Host, _options.Port, deadline.Token).ConfigureAwait(false);
    }

    private async Task ExchangeAsync(Socket socket, ConcurrentQueue<RedisMessage> inFlight)
    {
        var stream = new NetworkStream(socket, ownsSocket: false);
        await using var _ = stream.ConfigureAwait(false);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var reading = ReadAsync(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024)), inFlight, broken.Token);
        var writing = WriteAsync(PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: 64 * 1024)), inFlight, broken.Token);
        var ended = await Task.WhenAny(reading, writing).ConfigureAwait(false);
        await broken.CancelAsync().ConfigureAwait(false);
        await ended.ConfigureAwait(false);
    }

    private async Task WriteAsync(PipeWriter writer, ConcurrentQueue<RedisMessage> inFlight, CancellationToken cancellationToken)
    {
        await HandshakeAsync(writer, inFlight, cancellationToken).ConfigureAwait(false);
        while (await _toSend.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_toSend.Reader.TryRead(out var message))
            {
                if (message.IsDone)
                {
                    continue; // timed out before it was sent
                }
                inFlight.Enqueue(message);
                Resp.Write(writer, message.Command);
                if (writer.UnflushedBytes > 32 * 1024)
                {
                    await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task HandshakeAsync(PipeWriter writer, ConcurrentQueue<RedisMessage> inFlight, CancellationToken cancellationToken)
    {
        List<RedisValue[]> commands = [];
        if (!string.IsNullOrEmpty(_options.Password))
        {
            commands.Add(_options.User is null ? ["AUTH", _options.Password] : ["AUTH", _options.User, _options.Password]);
        }
        if (_options.DefaultDatabase is { } database)
        {
            commands.Add(["SELECT", database]);
        }
        commands.Add(["PING"]);
        var messages = commands.ConvertAll(static command => new RedisMessage(command));
        foreach (var message in messages)
        {
            inFlight.Enqueue(message);
            Resp.Write(writer, message.Command);
        }
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(messages.Select(static message => message.Reply)).WaitAsync(TimeSpan.FromMilliseconds(_options.ConnectTimeout), cancellationToken).ConfigureAwait(false);
        var restored = _connectedOnce.Task.IsCompletedSuccessfully;
        IsConnected = true;
        _connectedOnce.TrySetResult();
        if (restored)
        {
            ConnectionRestored?.Invoke(this, new ConnectionFailedEventArgs(ConnectionFailureType.None, exception: null));
        }
    }

    private static async Task ReadAsync(PipeReader reader, ConcurrentQueue<RedisMessage> inFlight, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var consumed = Dispatch(read.Buffer, inFlight);
            reader.AdvanceTo(consumed, read.Buffer.End);
            if (read.IsCompleted)
            {
                throw new RedisConnectionException(ConnectionFailureType.SocketClosed, "The server closed the connection.");
            }
        }
    }

    private static SequencePosition Dispatch(in ReadOnlySequence<byte> buffer, ConcurrentQueue<RedisMessage> inFlight)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (Resp.TryRead(ref reader, out var result))
        {
            if (!inFlight.TryDequeue(out var message))
            {
                throw new RedisConnectionException(ConnectionFailureType.ProtocolFailure, "A reply arrived that no command asked for.");
            }
            message.Complete(result!);
        }
        return reader.Position;
    }

    private void Lose(ConcurrentQueue<RedisMessage> inFlight, Exception? cause)
    {
        var wasConnected = IsConnected;
        IsConnected = false;
        var lost = new RedisConnectionException(ConnectionFailureType.SocketFailure, $"The connection to {_options.Host}:{_options.Port} was lost.", cause);
        while (inFlight.TryDequeue(out var message))
        {
            message.Fail(lost);
        }
        if (wasConnected && !_closing.IsCancellationRequested)
        {
            ConnectionFailed?.Invoke(this, new ConnectionFailedEventArgs(ConnectionFailureType.SocketFailure, cause));
        }
    }

    /// <summary>Tells callers whose time is over; commands time out in the order they were given, so only the head is looked at.</summary>
    private async Task SweepAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            while (_deadlines.TryPeek(out var oldest) && (oldest.IsDone || oldest.Deadline <= Environment.TickCount64))
            {
                _deadlines.TryDequeue(out _);
                oldest.Fail(new RedisTimeoutException($"No reply to {oldest.Command[0]} within {_options.AsyncTimeout} ms.", CommandStatus.Unknown));
            }
            await WaitAsync(SweepInterval).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, _closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Closing: there is nothing to wait for.
        }
    }
}
