using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Onnx;
using EventAi.Support;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EventAi.Services.Tests.Fraud.Onnx;

/// <summary>
/// The session that the service uses beside the native runtime: on the restricted feed it is a stand-in. <c>expected.json</c> has what the native one answered, so that the
/// normal run needs no package of npm; <c>EVENTAI_RECORD=1</c> with the long test writes it anew.
/// </summary>
public class OnnxRuntimeTests
{
    private static readonly string Recorded = Repository.PathOf("Tests", "Services.Tests", "Fraud", "Onnx", "runtime", "expected.json");

    [Fact]
    public async Task Session_ModelsOfEveryKind_AnswerAsTheNativeRuntimeDid()
        => Compare(RealRuntime.Parse(await File.ReadAllTextAsync(Recorded)));

    [Fact]
    [Trait("Category", "Long")]
    public async Task Session_ModelsOfEveryKind_AnswerAsTheNativeRuntime()
    {
        var answers = await RealRuntime.RunAsync(OnnxCases.All());
        if (Environment.GetEnvironmentVariable("EVENTAI_RECORD") == "1")
        {
            var models = answers.Select(model => $"\"{model.Key}\":{{{string.Join(',', model.Value.Select(static output => $"\"{output.Key}\":[{string.Join(',', output.Value.Select(Json))}]"))}}}");
            await File.WriteAllTextAsync(Recorded, $"{{\n{string.Join(",\n", models)}\n}}\n");
        }
        Compare(answers);
    }

    /// <summary>The exported files are for others, too.</summary>
    [Theory]
    [InlineData("fraud-trees.json")]
    [InlineData("fraud-linear.json")]
    [Trait("Category", "Long")]
    public async Task Export_ShippedModel_ScoresInTheNativeRuntimeAsInTheService(string name)
    {
        var file = FraudModelFile.Read(Repository.PathOf("Services", "FraudScoring", "model", name));
        var model = FraudModel.Of(file);
        var rows = OnnxRows.Of(file);
        var values = rows.SelectMany(row => file.Features.Select(feature => row[FraudFeature.PositionOf(feature)])).ToArray();

        var answers = await RealRuntime.RunAsync([new OnnxCase("exported", OnnxExport.Write(file), IsDouble: true, file.Features.Count, values)]);

        var scores = answers["exported"][OnnxExport.Output];
        Assert.Equal(rows.Count, scores.Length);
        Assert.All(rows.Zip(scores), pair => Assert.Equal(model.Score(pair.First), pair.Second, 1e-12));
    }

    private static void Compare(Dictionary<string, Dictionary<string, double[]>> answers)
    {
        var cases = OnnxCases.All().ToArray();
        Assert.Equal(cases.Select(static test => test.Name).Order(StringComparer.Ordinal), answers.Keys.Order(StringComparer.Ordinal));
        var wrong = new List<string>();
        foreach (var test in cases)
        {
            foreach (var (output, found) in Run(test))
            {
                var expected = answers[test.Name][output];
                Assert.Equal(expected.Length, found.Length);
                for (var i = 0; i < expected.Length; i++)
                {
                    if (!Same(expected[i], found[i], exact: output == "label"))
                    {
                        wrong.Add($"{test.Name} {output}[{i}]: {expected[i]} expected, {found[i]} found");
                    }
                }
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong.DistinctBy(static line => line.Split(' ')[0]).Take(30))}");
    }

    /// <summary>Sums of singles depend on their order in the last digits.</summary>
    private static bool Same(double expected, double found, bool exact)
        => expected.Equals(found) || (!exact && Math.Abs(expected - found) <= 1e-5 * Math.Max(1, Math.Abs(expected)));

    private static Dictionary<string, double[]> Run(OnnxCase test)
    {
        using var session = new InferenceSession(test.Model);
        using var options = new RunOptions();
        long[] shape = [test.Values.Length / test.Columns, test.Columns];
        using var input = test.IsDouble
            ? OrtValue.CreateTensorValueFromMemory(test.Values, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(test.Values, static value => (float)value), shape);
        using var outputs = session.Run(options, session.InputNames, [input], session.OutputNames);
        return session.OutputNames.Zip(outputs).ToDictionary(static pair => pair.First, pair => Numbers(pair.Second, session.OutputMetadata[pair.First].ElementDataType), StringComparer.Ordinal);
    }

    private static double[] Numbers(OrtValue tensor, TensorElementType type) => type switch
    {
        TensorElementType.Float => [.. tensor.GetTensorDataAsSpan<float>().ToArray().Select(static value => (double)value)],
        TensorElementType.Int64 => [.. tensor.GetTensorDataAsSpan<long>().ToArray().Select(static value => (double)value)],
        _ => tensor.GetTensorDataAsSpan<double>().ToArray(),
    };

    private static string Json(double value) => double.IsFinite(value) ? value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : $"\"{(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity")}\"";
}
