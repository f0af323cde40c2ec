using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.Parsing;

/// <summary>
/// Parses a document in a process of its own: this program, started with <see cref="Verb"/>. It gets the document on its standard input and
/// writes the result as JSON; its heap is limited by the runtime, and it is killed, with whatever it started, when its time is over.
/// </summary>
public sealed class ParserProcess(IOptions<IngestionOptions> options, TimeProvider time) : IDisposable
{
    public const string Verb = "parse-document";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly SemaphoreSlim _slots = new(options.Value.ParserProcesses);

    public async Task<ParsedDocument> ParseAsync(byte[] bytes, string mediaType, string? charset, string fileName, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            using var deadline = new CancellationTokenSource(options.Value.ParseTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            return await RunAsync(bytes, [mediaType, charset ?? "", fileName], either.Token, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>The other side: parses what stands on the standard input.</summary>
    public static int Serve(string[] arguments)
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        var parsed = DocumentParser.Parse(buffer.ToArray(), arguments[0], arguments[1] is { Length: > 0 } charset ? charset : null, arguments[2]);
        using var output = Console.OpenStandardOutput();
        var json = JsonSerializer.SerializeToUtf8Bytes(parsed, Json);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        output.Write(length);
        output.Write(json);
        return 0;
    }

    public void Dispose() => _slots.Dispose();

    private async Task<ParsedDocument> RunAsync(byte[] bytes, string[] arguments, CancellationToken deadline, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("parse-"); // whatever it writes goes with it, also when it is killed
        using var process = Process.Start(StartInfo(arguments, scratch.FullName)) ?? throw new InvalidOperationException("The parser's process did not start.");
        try
        {
            var result = ReadAsync(process.StandardOutput.BaseStream, deadline);
            var errors = process.StandardError.ReadToEndAsync(deadline);
            await WriteAsync(process, bytes, deadline);
            var json = await result;
            await process.WaitForExitAsync(deadline);
            _ = await errors;
            return json is not null && JsonSerializer.Deserialize<ParsedDocument>(json, Json) is { } parsed
                ? parsed
                : ParsedDocument.Failed($"The document could not be read within {options.Value.ParserMemory / (1024 * 1024)} MB of memory, or its reader broke off (exit code {process.ExitCode}).");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ParsedDocument.Failed($"The document could not be read within {options.Value.ParseTimeout.TotalSeconds} seconds.");
        }
        finally
        {
            Kill(process);
            Remove(scratch);
        }
    }

    private static async Task WriteAsync(Process process, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all: what it wrote, or did not, tells.
        }
    }

    /// <summary>Null where the process ended before its answer was whole.</summary>
    private static async Task<byte[]?> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        try
        {
            var length = new byte[4];
            await output.ReadExactlyAsync(length, cancellationToken);
            var json = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
            await output.ReadExactlyAsync(json, cancellationToken);
            return json;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    private ProcessStartInfo StartInfo(string[] arguments, string scratch)
    {
        var assembly = typeof(ParserProcess).Assembly.Location;
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [assembly, Verb, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear(); // nothing of this service's connection strings and keys
        foreach (var name in (string[])["PATH", "HOME", "DOTNET_ROOT", "LANG"])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }
        start.Environment["TMPDIR"] = scratch;
        start.Environment["DOTNET_GCHeapHardLimit"] = options.Value.ParserMemory.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    private static void Remove(DirectoryInfo scratch)
    {
        try
        {
            scratch.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process that was killed this moment may still hold it open; the system's cleaning of temporary files takes it.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended.
        }
    }
}
