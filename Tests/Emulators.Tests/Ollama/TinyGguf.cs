using System.Text;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>
/// A llama with 116,000 random weights in a GGUF file of version 3: big enough to exercise every step, small enough to be made in a test.
/// It knows the 256 bytes and a few pieces as tokens and says nothing sensible.
/// </summary>
internal static class TinyGguf
{
    private const int Width = 64;
    private const int Hidden = 128;
    private const int Heads = 4;
    private const int Layers = 2;
    private const int Alignment = 32;

    public static string Write(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        using var file = new BinaryWriter(File.Create(path));
        (string Text, int Type)[] tokens =
            [("<unk>", 2), ("<s>", 3), ("</s>", 3), .. Enumerable.Range(0, 256).Select(static value => ($"<0x{value:X2}>", 6)), ("▁", 1), ("e", 1), ("▁the", 1)];
        var tensors = Tensors(tokens.Length).ToArray();
        var pairs = Pairs(tokens).ToArray();
        file.Write("GGUF"u8);
        file.Write(3u);
        file.Write((ulong)tensors.Length);
        file.Write((ulong)pairs.Length);
        Array.ForEach(pairs, pair => pair(file));
        var offset = 0UL;
        foreach (var (tensor, shape) in tensors)
        {
            Text(file, tensor);
            file.Write((uint)shape.Length);
            Array.ForEach(shape, size => file.Write((ulong)size));
            file.Write(0u);
            file.Write(offset);
            offset += Padded(4UL * (ulong)shape.Aggregate(1, static (product, size) => product * size));
        }

        var random = new Random(3);
        foreach (var (_, shape) in tensors)
        {
            Pad(file);
            for (var left = shape.Aggregate(1, static (product, size) => product * size); left > 0; left--)
            {
                file.Write(shape.Length == 1 ? 1f : (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 0.6));
            }
        }

        Pad(file);
        return path;
    }

    private static IEnumerable<Action<BinaryWriter>> Pairs((string Text, int Type)[] tokens)
    {
        yield return file => Value(file, "general.architecture", "llama");
        yield return file => Value(file, "general.name", "tiny random llama");
        foreach (var (key, value) in Numbers())
        {
            yield return file => Value(file, key, value);
        }

        yield return file => Value(file, "llama.attention.layer_norm_rms_epsilon", 1e-5f);
        yield return file => Value(file, "tokenizer.ggml.model", "llama");
        yield return file => Items(file, "tokenizer.ggml.tokens", 8, tokens.Length, index => Text(file, tokens[index].Text));
        yield return file => Items(file, "tokenizer.ggml.scores", 6, tokens.Length, index => file.Write(-(float)index));
        yield return file => Items(file, "tokenizer.ggml.token_type", 5, tokens.Length, index => file.Write(tokens[index].Type));
    }

    private static (string Key, uint Value)[] Numbers() =>
    [
        ("general.file_type", 0), ("llama.context_length", 512), ("llama.embedding_length", Width), ("llama.block_count", Layers), ("llama.feed_forward_length", Hidden),
        ("llama.attention.head_count", Heads), ("llama.attention.head_count_kv", Heads), ("llama.rope.dimension_count", Width / Heads),
        ("tokenizer.ggml.bos_token_id", 1), ("tokenizer.ggml.eos_token_id", 2), ("tokenizer.ggml.unknown_token_id", 0),
    ];

    private static IEnumerable<(string Name, int[] Shape)> Tensors(int tokens)
    {
        yield return ("token_embd.weight", [Width, tokens]);
        yield return ("output_norm.weight", [Width]);
        yield return ("output.weight", [Width, tokens]);
        for (var layer = 0; layer < Layers; layer++)
        {
            yield return ($"blk.{layer}.attn_norm.weight", [Width]);
            foreach (var part in (string[])["attn_q", "attn_k", "attn_v", "attn_output"])
            {
                yield return ($"blk.{layer}.{part}.weight", [Width, Width]);
            }

            yield return ($"blk.{layer}.ffn_norm.weight", [Width]);
            yield return ($"blk.{layer}.ffn_gate.weight", [Width, Hidden]);
            yield return ($"blk.{layer}.ffn_up.weight", [Width, Hidden]);
            yield return ($"blk.{layer}.ffn_down.weight", [Hidden, Width]);
        }
    }

    private static void Value(BinaryWriter file, string key, object value)
    {
        Text(file, key);
        switch (value)
        {
            case string text:
                file.Write(8u);
                Text(file, text);
                break;
            case uint number:
                file.Write(4u);
                file.Write(number);
                break;
            default:
                file.Write(6u);
                file.Write((float)value);
                break;
        }
    }

    private static void Items(BinaryWriter file, string key, uint type, int count, Action<int> write)
    {
        Text(file, key);
        file.Write(9u);
        file.Write(type);
        file.Write((ulong)count);
        for (var index = 0; index < count; index++)
        {
            write(index);
        }
    }

    private static void Text(BinaryWriter file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        file.Write((ulong)bytes.Length);
        file.Write(bytes);
    }

    private static ulong Padded(ulong length) => (length + Alignment - 1) / Alignment * Alignment;

    private static void Pad(BinaryWriter file) => file.Write(new byte[(int)(Padded((ulong)file.BaseStream.Position) - (ulong)file.BaseStream.Position)]);
}
