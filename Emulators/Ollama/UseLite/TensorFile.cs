using System.Runtime.InteropServices;
using System.Text.Json;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>
/// The weights of a TensorFlow.js graph model: <c>model.json</c> lists name, shape and type of each tensor in the order in which
/// they lie, little-endian and without gaps, in the concatenated shards (weightsManifest, TensorFlow.js converter).
/// </summary>
internal sealed class TensorFile
{
    private readonly byte[] data;
    private readonly Dictionary<string, Tensor> tensors = [];

    private TensorFile(byte[] data) => this.data = data;

    /// <exception cref="ModelFilesException">A file is missing, cut short or of another form.</exception>
    public static TensorFile Load(string folder) => Open(folder, static (shards, weights) =>
    {
        var file = new TensorFile(ReadAll(shards));
        file.Index(weights, file.data.Length);
        return file;
    });

    /// <summary>Whether the files are there and as long as they should be, without reading the weights.</summary>
    /// <exception cref="ModelFilesException">They are not.</exception>
    public static void Check(string folder) => Open(folder, static (shards, weights) =>
    {
        var file = new TensorFile([]);
        file.Index(weights, shards.Sum(static shard => shard.Length));
        return file;
    });

    /// <summary>The one tensor whose name ends so, which must have this shape; a leading 1 in the stored shape does not count.</summary>
    public ReadOnlySpan<float> this[string suffix, params int[] shape]
    {
        get
        {
            var matches = tensors.Where(entry => entry.Key.EndsWith(suffix, StringComparison.Ordinal)).Select(entry => entry.Value).ToArray();
            if (matches is not [var tensor] || !tensor.Shape.SkipWhile(static size => size == 1).SequenceEqual(shape))
            {
                throw new ModelFilesException($"model.json has no tensor {suffix} of shape [{string.Join(", ", shape)}]: not the model this emulator was written for.");
            }

            return MemoryMarshal.Cast<byte, float>(data.AsSpan(tensor.Offset, tensor.Bytes));
        }
    }

    private static TensorFile Open(string folder, Func<FileInfo[], IEnumerable<JsonElement>, TensorFile> read)
    {
        try
        {
            using var model = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "model.json")));
            var groups = model.RootElement.GetProperty("weightsManifest").EnumerateArray().ToArray();
            var shards = groups.SelectMany(group => group.GetProperty("paths").EnumerateArray())
                .Select(path => new FileInfo(Path.Combine(folder, path.GetString()!))).ToArray();
            return read(shards, groups.SelectMany(group => group.GetProperty("weights").EnumerateArray()));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ModelFilesException.Missing(folder);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFilesException($"The weights of use-lite in {folder} cannot be read: {error.Message}", error);
        }
    }

    private static byte[] ReadAll(FileInfo[] shards)
    {
        var all = new byte[shards.Sum(static shard => shard.Length)];
        var filled = 0;
        foreach (var shard in shards)
        {
            using var stream = shard.OpenRead();
            stream.ReadExactly(all, filled, (int)shard.Length);
            filled += (int)shard.Length;
        }

        return all;
    }

    private void Index(IEnumerable<JsonElement> weights, long length)
    {
        var offset = 0;
        foreach (var weight in weights)
        {
            var shape = weight.GetProperty("shape").EnumerateArray().Select(static size => size.GetInt32()).ToArray();
            if (weight.TryGetProperty("quantization", out _) || weight.GetProperty("dtype").GetString() is not ("float32" or "int32"))
            {
                throw new InvalidOperationException("a tensor is neither float32 nor int32");
            }

            var bytes = sizeof(float) * shape.Aggregate(1, static (product, size) => product * size);
            tensors.Add(weight.GetProperty("name").GetString()!, new Tensor(offset, bytes, shape));
            offset += bytes;
        }

        if (offset != length)
        {
            throw new InvalidOperationException($"the shards hold {length} bytes, model.json describes {offset}");
        }
    }

    private sealed record Tensor(int Offset, int Bytes, int[] Shape);
}
