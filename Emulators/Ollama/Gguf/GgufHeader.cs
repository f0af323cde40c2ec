using System.Text;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>
/// What a GGUF file says of its model: little-endian magic, version, counts of tensors and of key-value pairs, the pairs, the tensors'
/// names and shapes (ggml/docs/gguf.md, versions 2 and 3). Arrays are read over.
/// </summary>
internal sealed class GgufHeader
{
    private const uint Magic = 0x46554747;
    private const uint StringType = 8;
    private const uint ArrayType = 9;
    private const int MaxStringBytes = 16 << 20;
    private const ulong MaxEntries = 1_000_000;

    private static readonly int[] Sizes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);

    private GgufHeader()
    {
    }

    /// <summary>Sum of the tensors' elements.</summary>
    public long Parameters { get; private set; }

    public string Architecture => Text("general.architecture") ?? "unknown";

    /// <summary>The numbers and short texts of the file, for show.</summary>
    public IReadOnlyDictionary<string, object> Values => values;

    /// <exception cref="ModelFileException">The file is missing or no GGUF file.</exception>
    public static GgufHeader Read(string path)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
            if (reader.ReadUInt32() != Magic || reader.ReadUInt32() is not (2 or 3))
            {
                throw new ModelFileException($"{path} is no GGUF file of version 2 or 3");
            }

            var header = new GgufHeader();
            header.ReadBody(reader);
            return header;
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            throw new ModelFileException($"{path} is a damaged GGUF file: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"{path} cannot be read: {error.Message}", error);
        }
    }

    public string? Text(string key) => values.GetValueOrDefault(key) as string;

    /// <summary>A number of the architecture, such as context_length; 0 where the file does not say.</summary>
    public long Number(string name) => values.GetValueOrDefault($"{Architecture}.{name}") is { } value and not string ? Convert.ToInt64(value, provider: null) : 0;

    public bool Has(string name) => values.ContainsKey($"{Architecture}.{name}");

    private void ReadBody(BinaryReader reader)
    {
        var (tensors, pairs) = (reader.ReadUInt64(), reader.ReadUInt64());
        if (tensors > MaxEntries || pairs > MaxEntries)
        {
            throw new InvalidDataException($"{tensors} tensors and {pairs} entries");
        }

        for (var pair = 0UL; pair < pairs; pair++)
        {
            var key = ReadString(reader);
            if (ReadValue(reader, reader.ReadUInt32()) is { } value)
            {
                values[key] = value;
            }
        }

        for (var tensor = 0UL; tensor < tensors; tensor++)
        {
            ReadString(reader);
            var elements = 1L;
            for (var dimension = reader.ReadUInt32(); dimension > 0; dimension--)
            {
                elements *= reader.ReadInt64();
            }

            Parameters += elements;
            reader.ReadUInt32();
            reader.ReadUInt64();
        }
    }

    private static object? ReadValue(BinaryReader reader, uint type) => type switch
    {
        0 => reader.ReadByte(),
        1 => reader.ReadSByte(),
        2 => reader.ReadUInt16(),
        3 => reader.ReadInt16(),
        4 => reader.ReadUInt32(),
        5 => reader.ReadInt32(),
        6 => reader.ReadSingle(),
        7 => reader.ReadByte() != 0,
        StringType => ReadString(reader),
        ArrayType => SkipArray(reader),
        10 => reader.ReadUInt64(),
        11 => reader.ReadInt64(),
        12 => reader.ReadDouble(),
        _ => throw new InvalidDataException($"value type {type}"),
    };

    private static object? SkipArray(BinaryReader reader)
    {
        var (type, count) = (reader.ReadUInt32(), reader.ReadUInt64());
        if (type == StringType)
        {
            for (var item = 0UL; item < count; item++)
            {
                ReadString(reader);
            }
        }
        else if (type < Sizes.Length && type != ArrayType)
        {
            reader.BaseStream.Seek((long)count * Sizes[type], SeekOrigin.Current);
        }
        else
        {
            throw new InvalidDataException($"array of type {type}");
        }

        return null;
    }

    private static string ReadString(BinaryReader reader)
    {
        var length = reader.ReadUInt64();
        if (length > MaxStringBytes)
        {
            throw new InvalidDataException($"a text of {length} bytes");
        }

        var bytes = reader.ReadBytes((int)length);
        return bytes.Length == (int)length ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException("a text is cut short");
    }
}
