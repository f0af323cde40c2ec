using System.Text;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>Tokens to text: holds back bytes of a character that is not complete.</summary>
internal sealed class PieceDecoder(LlamaVocabulary vocabulary)
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

    public string Next(int token) => Decode(vocabulary.Piece(token), flush: false);

    public string Rest() => Decode([], flush: true);

    private string Decode(byte[] bytes, bool flush)
    {
        var text = new char[decoder.GetCharCount(bytes, flush)];
        decoder.GetChars(bytes, text, flush);
        return new string(text);
    }
}
