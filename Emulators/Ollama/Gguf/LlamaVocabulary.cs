using System.Text;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>Texts to tokens and back.</summary>
internal sealed unsafe class LlamaVocabulary(nint model)
{
    public nint Handle { get; } = LlamaNative.Vocabulary(model);

    /// <summary>With the tokens that the model wants at its beginning; special tokens in the text count as such only where wanted.</summary>
    public int[] Tokenize(string text, bool parseSpecial)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tokens = new int[bytes.Length + 8];
        fixed (byte* source = bytes)
        fixed (int* target = tokens)
        {
            var count = LlamaNative.Tokenize(Handle, source, bytes.Length, target, tokens.Length, addSpecial: true, parseSpecial);
            return count >= 0 ? tokens[..count] : throw new InvalidOperationException("llama.cpp cannot tokenize the text");
        }
    }

    /// <summary>The bytes of a token, which may be part of a character.</summary>
    public byte[] Piece(int token)
    {
        Span<byte> piece = stackalloc byte[256];
        fixed (byte* target = piece)
        {
            var length = LlamaNative.Piece(Handle, token, target, piece.Length, stripSpaces: 0, special: false);
            return length > 0 ? piece[..length].ToArray() : [];
        }
    }
}
