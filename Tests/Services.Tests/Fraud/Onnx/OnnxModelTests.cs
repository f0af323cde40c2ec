using EventAi.Contracts;
using EventAi.FraudScoring;
using EventAi.FraudScoring.Decisions;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Onnx;
using EventAi.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Fraud.Onnx;

public sealed class OnnxModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fraud-trees.json")]
    [InlineData("fraud-linear.json")]
    public void Load_ExportedModel_ScoresAsTheModelOnEveryThresholdAndBesideIt(string name)
    {
        var file = FraudModelFile.Read(Repository.PathOf("Services", "FraudScoring", "model", name));
        var model = FraudModel.Of(file);

        var exported = FraudModel.Load(Write("exported.onnx", OnnxExport.Write(file)));

        // All is reckoned in doubles, so every decision is the same; sums and logarithms leave the last digits.
        Assert.All(OnnxRows.Of(file), row => Assert.Equal(model.Score(row), exported.Score(row), 1e-12));
        Assert.Equal((file.Id, file.Version), (exported.Id, exported.Version));
        Assert.Equal(file.Reference.Count, exported.File.Reference.Count);
    }

    [Fact]
    public void Export_BranchesThatEndedEarly_KeepTheirAnswer()
    {
        var file = Described("early", "1", ["amount", "velocity_1h"]) with
        {
            Onnx = null,
            Trees = new TreeEnsemble(2, 0.25,
            [
                new Tree([0, 0, 0], [double.MaxValue, double.MaxValue, double.MaxValue], [0, 0, 0, 0.5, 9, 9, 9]), // a leaf alone
                new Tree([1, 0, 0], [6, 50, double.MaxValue], [0, 0, 0, 10, 20, 30, 40]),
            ]),
        };
        var exported = FraudModel.Load(Write("early.onnx", OnnxExport.Write(file)));

        Assert.Equal(FraudModel.Of(file).Score(Features(40, 5)), exported.Score(Features(40, 5)), 1e-12);
        Assert.Equal(FraudModel.Of(file).Score(Features(51, 6)), exported.Score(Features(51, 6)), 1e-12);
        Assert.Equal(FraudModel.Of(file).Score(Features(51, 7)), exported.Score(Features(51, 7)), 1e-12);
    }

    [Fact]
    public void Score_ModelOfSinglePrecision_DecidesInSinglePrecision()
    {
        // As gradient boosting libraries convert: thresholds and inputs are singles, 0.1 is 0.100000001490116.
        var model = FraudModel.Load(Write("single.onnx", Boosted("amount"), Described("single", "1", ["amount"])));

        Assert.Equal(Logistic(-2), model.Score(Features(0.1, 0)), 1e-7);
        Assert.Equal(Logistic(-2), model.Score(Features(0.1000000001, 0)), 1e-7); // the same single
        Assert.Equal(Logistic(3), model.Score(Features(MathF.BitIncrement(0.1f), 0)), 1e-7);
        Assert.Equal(Logistic(-2), model.Score(Features(MathF.BitDecrement(0.1f), 0)), 1e-7);
    }

    [Fact]
    public void Load_MapsOfProbabilitiesAndDescriptionBesideIt_AreRead()
    {
        var described = Described("zipped", "7", ["velocity_1h", "amount"]);
        var path = Write("zipped.onnx", Boosted("x", columns: 2, maps: true), described with { Onnx = described.Onnx! with { Output = "maps" } });

        var model = FraudModel.Load(path);

        Assert.Equal(("zipped", "7"), (model.Id, model.Version));
        Assert.Equal(Logistic(3), model.Score(Features(amount: 0, velocity: 5)), 1e-7); // the first column is the velocity
        Assert.Equal(Logistic(-2), model.Score(Features(amount: 5, velocity: 0)), 1e-7);
    }

    [Fact]
    public void Score_Margin_GoesThroughTheCalibration()
    {
        var described = Described("margin", "1", ["amount"]);
        var file = new OnnxFile("test", "margin").Input("x", OnnxTensor.Single, 1)
            .With(new OnnxNode("linear", OnnxFile.Ml, "LinearRegressor").From("x").To("y").Set("coefficients", [2f]).Set("intercepts", [1f]).Set("targets", 1))
            .Output("y", OnnxTensor.Single, 1).ToArray(version: 3);

        var model = FraudModel.Load(Write("margin.onnx", file, described with { Calibration = new Calibration(0.5, -1), Onnx = new OnnxGraph("y", 0, OnnxScore.Margin) }));

        Assert.Equal(Logistic((0.5 * 7) - 1), model.Score(Features(3, 0)), 1e-7);
    }

    [Fact]
    public void Reasons_WithTypicalValues_AreWhatTheScoreLosesByThem()
    {
        var file = FraudModelFile.Read(Repository.PathOf("Services", "FraudScoring", "model", "fraud-trees.json"));
        var exported = FraudModel.Load(Write("exported.onnx", OnnxExport.Write(file)));
        var burst = Features(amount: 140, velocity: 9);

        Assert.Contains("velocity_1h", exported.Reasons(burst), StringComparer.Ordinal);
    }

    [Fact]
    public void Decide_ModelWithoutTypicalValues_AlertsByTheScoreAlone()
    {
        var model = FraudModel.Load(Write("single.onnx", Boosted("amount"), Described("single", "1", ["amount"])));
        var policy = new FraudPolicy(new PolicyFile { Champion = "x", Threshold = 0.9 }, model);
        var transaction = new TransactionReceived
        {
            EventId = Guid.Empty, Timestamp = DateTimeOffset.UnixEpoch, TransactionId = "t", CardId = "c", TerminalId = "t", Amount = 5, MerchantCategoryCode = 5411, IsInternational = false, OccurredAt = DateTimeOffset.UnixEpoch,
        };

        Assert.Empty(model.Reasons(Features(5, 0)));
        Assert.Equal([FraudPolicy.ByScore], policy.Decide(transaction, Features(5, 0), model.Score(Features(5, 0)), model));
    }

    [Fact]
    public void Refresh_OnnxChampion_IsTakenOverWithTheJsonModelAsChallenger()
    {
        Write("single.onnx", Boosted("amount"), Described("single", "3", ["amount"]));
        var source = Source();

        WritePolicy("""{"champion":"single.onnx","challenger":"model.json","canaryPercent":10}""");
        source.Refresh();

        Assert.Null(source.Refusal);
        Assert.Equal(("single", "3", "linear"), (source.Current.Champion.Id, source.Current.Champion.Version, source.Current.Challenger!.Id));
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "garbage", "Protobuf parsing failed" },
        { "cut", "Protobuf parsing failed" },
        { "empty", "does not have a graph" },
        { "operator", "ai.onnx.Einsum" },
        { "branch", "leads to a node that is not there" },
        { "output", "no output 'missing'" },
        { "width", "2 features are named" },
        { "type", "not of floats or doubles" },
        { "column", "none of them is 5" },
        { "probability", "not a Probability" },
        { "undescribed", "no description" },
        { "typical", "3 typical values for 1 features" },
        { "feature", "shoe_size" },
        { "member", "no member 'onnx'" },
        { "absent", "doesn't exist" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Refresh_OnnxFileThatCannotBeUsed_IsRefusedWithTheReasonAndTheOldOneStays(string what, string reason)
    {
        WriteBroken(what);
        var source = Source();

        WritePolicy("""{"champion":"new.onnx"}""");
        source.Refresh();

        Assert.Equal("linear", source.Current.Champion.Id);
        if (!IsOfTheRuntime(what))
        {
            Assert.Contains(reason, source.Refusal, StringComparison.Ordinal);
        }
        Assert.Contains(what is "output" or "width" or "type" or "column" or "probability" or "typical" ? "single" : what == "feature" ? "shoe_size" : "new.onnx", source.Refusal, StringComparison.Ordinal);
    }

    /// <summary>On the official feed the native runtime says what is wrong in its own words, and knows more operators.</summary>
    private static bool IsOfTheRuntime(string what)
        => what is "garbage" or "cut" or "empty" or "operator" or "branch" or "absent" && typeof(Microsoft.ML.OnnxRuntime.InferenceSession).Assembly.GetType("Microsoft.ML.OnnxRuntime.NativeMethods") is not null;

    private void WriteBroken(string what)
    {
        var described = Described("single", "1", ["amount"]);
        var good = Boosted("amount");
        switch (what)
        {
            case "garbage": Write("new.onnx", [.. Enumerable.Repeat((byte)0xFF, 100)], described); break;
            case "cut": Write("new.onnx", good[..(good.Length / 2)], described); break;
            case "empty": Write("new.onnx", [], described); break;
            case "operator":
                Write("new.onnx", new OnnxFile("test", "x").Input("x", OnnxTensor.Single, 1).With(new OnnxNode("e", "", "Einsum").From("x").To("y")).Output("y", OnnxTensor.Single, 1).ToArray(), described);
                break;
            case "branch": Write("new.onnx", Boosted("amount", whenFalse: 9), described); break;
            case "output": Write("new.onnx", good, described with { Onnx = described.Onnx! with { Output = "missing" } }); break;
            case "width": Write("new.onnx", good, described with { Features = ["amount", "velocity_1h"] }); break;
            case "type":
                Write("new.onnx", new OnnxFile("test", "x").Input("x", OnnxTensor.Integer, 1).With(new OnnxNode("e", "", "Identity").From("x").To("y")).Output("y", OnnxTensor.Integer, 1).ToArray(), described);
                break;
            case "column": Write("new.onnx", good, described with { Onnx = described.Onnx! with { Column = 5 } }); break;
            case "probability":
                Write("new.onnx", new OnnxFile("test", "x").Input("x", OnnxTensor.Single, 1).Constant("two", OnnxTensor.Of(new[] { 2f }, 1)).With(new OnnxNode("e", "", "Add").From("x", "two").To("scores")).Output("scores", OnnxTensor.Single, 1).ToArray(), described with { Onnx = described.Onnx! with { Column = 0 } });
                break;
            case "undescribed": Write("new.onnx", good); break;
            case "typical": Write("new.onnx", good, described with { Onnx = described.Onnx! with { Typical = [1, 2, 3] } }); break;
            case "feature": Write("new.onnx", good, described with { Features = ["shoe_size"] }); break;
            case "member": Write("new.onnx", good, described with { Onnx = null }); break;
            default: break;
        }
    }

    /// <summary>One tree as converters of gradient boosting write it: margin -2 up to 0.1 of the first column, 3 above.</summary>
    private static byte[] Boosted(string input, int columns = 1, bool maps = false, long whenFalse = 2)
    {
        var file = new OnnxFile("test", "boosted").Input(input, OnnxTensor.Single, columns).With(
            new OnnxNode("trees", OnnxFile.Ml, "TreeEnsembleClassifier").From(input).To("label", "scores")
                .Set("nodes_treeids", [0L, 0, 0]).Set("nodes_nodeids", [0L, 1, 2]).Set("nodes_featureids", [0L, 0, 0]).Set("nodes_modes", ["BRANCH_LEQ", "LEAF", "LEAF"])
                .Set("nodes_values", [0.1f, 0, 0]).Set("nodes_truenodeids", [1L, 0, 0]).Set("nodes_falsenodeids", [whenFalse, 0, 0])
                .Set("class_treeids", [0L, 0]).Set("class_nodeids", [1L, 2]).Set("class_ids", [0L, 0]).Set("class_weights", [-2f, 3])
                .Set("classlabels_int64s", [0L, 1]).Set("post_transform", "LOGISTIC"));
        return (maps
            ? file.With(new OnnxNode("zip", OnnxFile.Ml, "ZipMap").From("scores").To("maps").Set("classlabels_int64s", [0L, 1])).Output("label", OnnxTensor.Integer, null).OutputMaps("maps")
            : file.Output("label", OnnxTensor.Integer, null).Output("scores", OnnxTensor.Single, 2)).ToArray(version: 3);
    }

    private static FraudModelFile Described(string id, string version, string[] features) => new()
    {
        Id = id,
        Version = version,
        Features = features,
        Calibration = Calibration.None,
        Onnx = new OnnxGraph("scores", 1, OnnxScore.Probability),
    };

    private static FraudFeatures Features(double amount, double velocity)
    {
        var features = default(FraudFeatures);
        (features[FraudFeature.Amount], features[FraudFeature.Velocity]) = (amount, velocity);
        return features;
    }

    private static double Logistic(double margin) => 1 / (1 + Math.Exp(-margin));

    private string Write(string name, byte[] bytes, FraudModelFile? description = null)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, bytes);
        description?.Write($"{path}.json");
        return path;
    }

    private void WritePolicy(string policy) => File.WriteAllText(Path.Combine(_folder.Path, "policy.json"), policy);

    private PolicySource Source()
    {
        var linear = Described("linear", "1", ["amount"]) with { Onnx = null, Linear = new LinearTerms(0, [1], [0], [1]) };
        linear.Write(Path.Combine(_folder.Path, "model.json"));
        WritePolicy("""{"champion":"model.json"}""");
        return new PolicySource(Options.Create(new FraudScoringOptions { Policy = Path.Combine(_folder.Path, "policy.json") }), TimeProvider.System, NullLogger<PolicySource>.Instance);
    }
}
