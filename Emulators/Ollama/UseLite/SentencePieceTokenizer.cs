using System.Text;
using System.Text.Json;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>
/// SentencePiece's unigram segmentation: the sequence of pieces with the highest sum of scores. It follows the JavaScript tokenizer
/// the model is published with, piece for piece, also where that differs from SentencePiece: whitespace is not collapsed, an unknown
/// character costs nothing, and a position that no piece ends at scores 0.
/// </summary>
internal sealed class SentencePieceTokenizer
{
    private const int ReservedPieces = 6;
    private const int Unknown = 0;
    private const int Separator = 0x2581;

    /// <summary>Edges of the trie: (node, code point) to node.</summary>
    private readonly Dictionary<(int Node, int Point), int> edges = [];
    private readonly List<Piece> nodes = [new(-1, 0)];
    private readonly int[] pieceLengths;
    private readonly string[] pieceTexts;

    private SentencePieceTokenizer(JsonElement vocabulary)
    {
        pieceLengths = new int[vocabulary.GetArrayLength()];
        pieceTexts = new string[pieceLengths.Length];
        var id = 0;
        foreach (var entry in vocabulary.EnumerateArray())
        {
            var points = CodePoints(entry[0].GetString()!);
            pieceLengths[id] = points.Count;
            pieceTexts[id] = id < ReservedPieces ? "\u2047" : entry[0].GetString()!;
            if (id >= ReservedPieces)
            {
                // Four pieces have no score; the reference counts that as 0.
                Insert(points, new Piece(id, entry[1].ValueKind == JsonValueKind.Number ? entry[1].GetDouble() : 0));
            }

            id++;
        }
    }

    /// <exception cref="ModelFilesException">vocab.json is missing or not an array of [piece, score].</exception>
    public static SentencePieceTokenizer Load(string folder)
    {
        try
        {
            using var vocabulary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "vocab.json")));
            return new SentencePieceTokenizer(vocabulary.RootElement);
        }
        catch (FileNotFoundException)
        {
            throw ModelFilesException.Missing(folder);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or IndexOutOfRangeException or IOException)
        {
            throw new ModelFilesException($"vocab.json in {folder} cannot be read: {error.Message}", error);
        }
    }

    public int[] Encode(string text)
    {
        var normalized = NfkcNormalizer.Normalize(text);
        if (normalized.Length == 0)
        {
            return [];
        }

        var points = CodePoints(normalized.Replace(' ', (char)Separator));
        points.Insert(0, Separator);
        return Backtrack(BestPieces(points));
    }

    public string Decode(IReadOnlyList<int> tokens)
    {
        var text = string.Concat(tokens.Select(token => (uint)token < (uint)pieceTexts.Length ? pieceTexts[token] : "\u2047"));
        return text.Replace((char)Separator, ' ').TrimStart(' ');
    }

    /// <summary>For each end position the piece on the best path to it; earlier starts first, ties go to the later start.</summary>
    private int[] BestPieces(List<int> points)
    {
        var best = new double[points.Count + 1];
        var pieces = new int[points.Count + 1];
        for (var start = 0; start < points.Count; start++)
        {
            var node = 0;
            var found = false;
            for (var end = start; end < points.Count && edges.TryGetValue((node, points[end]), out node); end++)
            {
                if (nodes[node].Id >= 0)
                {
                    found = true;
                    Offer(end + 1, nodes[node].Id, nodes[node].Score + best[start]);
                }
            }

            if (!found)
            {
                Offer(start + 1, Unknown, best[start]);
            }
        }

        return pieces;

        void Offer(int end, int id, double score)
        {
            if (best[end] == 0 || score >= best[end])
            {
                best[end] = score;
                pieces[end] = id;
            }
        }
    }

    /// <summary>From the end to the start; neighbouring unknown characters become one.</summary>
    private int[] Backtrack(int[] pieces)
    {
        List<int> ids = [];
        for (var position = pieces.Length - 1; position > 0; position -= pieceLengths[pieces[position]])
        {
            var id = pieces[position];
            if (id != Unknown || ids.Count == 0 || ids[^1] != Unknown)
            {
                ids.Add(id);
            }
        }

        ids.Reverse();
        return [.. ids];
    }

    private void Insert(List<int> points, Piece piece)
    {
        var node = 0;
        foreach (var point in points)
        {
            if (!edges.TryGetValue((node, point), out var next))
            {
                next = nodes.Count;
                nodes.Add(new Piece(-1, 0));
                edges.Add((node, point), next);
            }

            node = next;
        }

        nodes[node] = piece;
    }

    /// <summary>Code points; half a surrogate pair stands for itself.</summary>
    private static List<int> CodePoints(string text)
    {
        var points = new List<int>(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (Rune.TryGetRuneAt(text, index, out var rune))
            {
                points.Add(rune.Value);
                index += rune.Utf16SequenceLength - 1;
            }
            else
            {
                points.Add(text[index]);
            }
        }

        return points;
    }

    /// <summary>A vocabulary entry at the end of a path; <c>Id</c> -1 where no piece ends.</summary>
    private readonly record struct Piece(int Id, double Score);
}
