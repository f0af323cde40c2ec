using System.IO.Compression;
using System.Numerics.Tensors;
using Microsoft.VisualBasic.FileIO;
using Xunit.Abstractions;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>
/// Quality of use-lite where it can be counted: the intent of a query is that of the training query whose vector is nearest. The whole
/// of BANKING77 is measured where its files are at hand; a sample of it, in the repository, always.
/// </summary>
[Collection(OllamaCollection.Name)]
public sealed class Banking77Tests(OllamaFixture fixture, ITestOutputHelper output)
{
    /// <summary>2,629 of 3,080: 0.854, what these weights give.</summary>
    private const double Reference = 2629.0 / 3080;

    /// <summary>185 of 308 with ten training queries for each intent.</summary>
    private const double SampleReference = 185.0 / 308;

    [Fact]
    public async Task NearestNeighbour_Sample_IsAsAccurateAsTheReference()
    {
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Ollama", "Data", "banking77-sample.tsv"))
            .Where(static line => line[0] != '#').Select(static line => line.Split('\t')).ToLookup(static fields => fields[0], static fields => (Text: fields[2], Intent: fields[1]));
        Assert.InRange(await AccuracyAsync([.. lines["train"]], [.. lines["test"]]), SampleReference, 1);
    }

    [SharedDataFact("banking77")]
    public async Task NearestNeighbour_AllOfBanking77_IsRightInSixOfSeven()
    {
        var folder = SharedDataFactAttribute.PathOf("banking77");
        using var train = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "train.csv.gz")), CompressionMode.Decompress));
        using var test = new StreamReader(Path.Combine(folder, "test.csv"));
        Assert.InRange(await AccuracyAsync(Read(train), Read(test)), Reference, 1);
    }

    private static (string Text, string Intent)[] Read(TextReader reader)
    {
        using var parser = new TextFieldParser(reader) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        List<(string Text, string Intent)> rows = [];
        parser.ReadFields();
        while (parser.ReadFields() is [var text, var intent])
        {
            rows.Add((text, intent));
        }

        return [.. rows];
    }

    private async Task<double> AccuracyAsync((string Text, string Intent)[] train, (string Text, string Intent)[] test)
    {
        var known = await fixture.Model.EmbedAsync([.. train.Select(row => fixture.Model.Tokenize(row.Text))]);
        var asked = await fixture.Model.EmbedAsync([.. test.Select(row => fixture.Model.Tokenize(row.Text))]);
        var right = asked.AsParallel().Select((vector, index) => (vector, index)).Count(query => train[Nearest(query.vector, known)].Intent == test[query.index].Intent);
        output.WriteLine($"{right} of {test.Length}: {(double)right / test.Length:F4}");
        return (double)right / test.Length;
    }

    private static int Nearest(float[] vector, float[][] known)
    {
        var (best, similarity) = (0, float.MinValue);
        for (var index = 0; index < known.Length; index++)
        {
            if (TensorPrimitives.Dot<float>(vector, known[index]) is var value && value > similarity)
            {
                (best, similarity) = (index, value);
            }
        }

        return best;
    }
}
