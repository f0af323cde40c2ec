using System.Globalization;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>The Unicode database's part that normalization needs, from the resource nfkc.txt (Unicode/generate.py writes it).</summary>
internal sealed class NfkcData
{
    private readonly Dictionary<int, byte> classes = [];

    public Dictionary<int, int[]> Decompositions { get; } = [];

    public Dictionary<(int First, int Second), int> Compositions { get; } = [];

    public static NfkcData Load()
    {
        using var stream = typeof(NfkcData).Assembly.GetManifestResourceStream("nfkc.txt")
            ?? throw new InvalidOperationException("The resource nfkc.txt is not in the assembly.");
        using var reader = new StreamReader(stream);
        var data = new NfkcData();
        while (reader.ReadLine() is { } line)
        {
            data.Add(line.Split(' '));
        }

        return data;
    }

    /// <summary>The canonical combining class; 0 for starters.</summary>
    public int Class(int point) => point < 0x300 ? 0 : classes.GetValueOrDefault(point);

    private void Add(string[] fields)
    {
        switch (fields[0])
        {
            case "d":
                Decompositions.Add(Hex(fields[1]), Array.ConvertAll(fields[2..], Hex));
                break;
            case "k":
                foreach (var range in fields[2..])
                {
                    var ends = range.Split('-');
                    for (var point = Hex(ends[0]); point <= Hex(ends[^1]); point++)
                    {
                        classes.Add(point, byte.Parse(fields[1], CultureInfo.InvariantCulture));
                    }
                }

                break;
            case "c":
                Compositions.Add((Hex(fields[1]), Hex(fields[2])), Hex(fields[3]));
                break;
            default:
                break;
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
