using EventAi.FraudTraining.Onnx;

namespace EventAi.Services.Tests.Fraud.Onnx;

/// <summary>Models as converters write them, from a seed: trees with every kind of branch, and rows that stand on their thresholds and a hair beside them.</summary>
internal static class OnnxCases
{
    private const int Columns = 4;
    private const int Rows = 12;

    /// <summary>So that thresholds and values meet.</summary>
    private static readonly float[] Marks = [0.1f, 0.3f, 1 / 3f, -0.7f, 2, 16_777_216, 1e-7f];

    public static IEnumerable<OnnxCase> All()
    {
        foreach (var isDouble in new[] { false, true })
        {
            foreach (var transform in new[] { "NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO" })
            {
                foreach (var (kind, first, weighted) in new[] { ("first", 0, 1), ("second", 1, 1), ("both", 0, 2) })
                {
                    yield return Classifier($"{kind}-margins", transform, isDouble, classes: 2, first, weighted, isPositive: false, bases: 0);
                    yield return Classifier($"{kind}-probabilities", transform, isDouble, classes: 2, first, weighted, isPositive: true, bases: 0);
                    yield return Classifier($"{kind}-one-base", transform, isDouble, classes: 2, first, weighted, isPositive: false, bases: 1);
                    yield return Classifier($"{kind}-two-bases", transform, isDouble, classes: 2, first, weighted, isPositive: false, bases: 2);
                }
                yield return Classifier("three-classes", transform, isDouble, classes: 3, first: 0, weighted: 3, isPositive: false, bases: 3);
                yield return Regressor(transform, "SUM", isDouble, targets: 2);
                if (transform != "NONE")
                {
                    yield return Regressor(transform, "SUM", isDouble, targets: 1);
                    yield return Regressor(transform, "AVERAGE", isDouble, targets: 1);
                }
            }
            foreach (var function in new[] { "SUM", "AVERAGE", "MIN", "MAX" })
            {
                yield return Regressor("NONE", function, isDouble, targets: 1);
                yield return Regressor("NONE", function, isDouble, targets: 3);
            }
        }
        foreach (var transform in new[] { "NONE", "LOGISTIC", "SOFTMAX" })
        {
            yield return Linear("two-rows", transform, classes: 2, targets: 2);
            yield return Linear("one-row", transform, classes: 2, targets: 1);
            yield return Linear("three-rows", transform, classes: 3, targets: 3);
            yield return Regression(transform, targets: 1);
            yield return Regression(transform, targets: 2);
        }
        yield return Pipeline();
    }

    private static OnnxCase Classifier(string kind, string transform, bool isDouble, int classes, int first, int weighted, bool isPositive, int bases)
    {
        var random = new Random(HashCodeOf(kind + transform + isDouble));
        var trees = new OnnxForest(random, Marks, Columns, isDouble, weighted, isPositive);
        var node = trees.Node("TreeEnsembleClassifier", "class", first)
            .Set("classlabels_int64s", Enumerable.Range(0, classes).Select(static label => (long)label)).Set("post_transform", transform);
        if (bases > 0)
        {
            Base(node, random, isDouble, bases);
        }
        var file = new OnnxFile("test", kind).Input("x", isDouble ? OnnxTensor.Double : OnnxTensor.Single, Columns)
            .With(node.From("x").To("label", "scores"))
            .Output("label", OnnxTensor.Integer, null).Output("scores", OnnxTensor.Single, classes);
        return Case($"classifier-{kind}-{transform}-{isDouble}", file.ToArray(version: 3), isDouble, random);
    }

    private static OnnxCase Regressor(string transform, string function, bool isDouble, int targets)
    {
        var random = new Random(HashCodeOf(transform + function + isDouble + targets));
        var node = new OnnxForest(random, Marks, Columns, isDouble, targets, isPositive: false).Node("TreeEnsembleRegressor", "target", firstTarget: 0)
            .Set("n_targets", targets).Set("post_transform", transform).Set("aggregate_function", function);
        Base(node, random, isDouble, targets);
        var file = new OnnxFile("test", "regressor").Input("x", isDouble ? OnnxTensor.Double : OnnxTensor.Single, Columns)
            .With(node.From("x").To("y")).Output("y", OnnxTensor.Single, targets);
        return Case($"regressor-{function}-{transform}-{targets}-{isDouble}", file.ToArray(version: 3), isDouble, random);
    }

    private static OnnxCase Linear(string kind, string transform, int classes, int targets)
    {
        var random = new Random(HashCodeOf(kind + transform));
        var node = new OnnxNode("linear", OnnxFile.Ml, "LinearClassifier")
            .Set("coefficients", Enumerable.Range(0, targets * Columns).Select(_ => Near(random))).Set("intercepts", Enumerable.Range(0, targets).Select(_ => Near(random)))
            .Set("classlabels_ints", Enumerable.Range(0, classes).Select(static label => (long)label)).Set("post_transform", transform);
        var file = new OnnxFile("test", kind).Input("x", OnnxTensor.Single, Columns)
            .With(node.From("x").To("label", "scores"))
            .Output("label", OnnxTensor.Integer, null).Output("scores", OnnxTensor.Single, classes);
        return Case($"linear-{kind}-{transform}", file.ToArray(version: 3), isDouble: false, random, isSmall: true);
    }

    private static OnnxCase Regression(string transform, int targets)
    {
        var random = new Random(HashCodeOf(transform + targets));
        var node = new OnnxNode("linear", OnnxFile.Ml, "LinearRegressor")
            .Set("coefficients", Enumerable.Range(0, targets * Columns).Select(_ => Near(random))).Set("intercepts", Enumerable.Range(0, targets).Select(_ => Near(random)))
            .Set("targets", targets).Set("post_transform", transform);
        var file = new OnnxFile("test", "regression").Input("x", OnnxTensor.Single, Columns).With(node.From("x").To("y")).Output("y", OnnxTensor.Single, targets);
        return Case($"regression-{transform}-{targets}", file.ToArray(version: 3), isDouble: false, random, isSmall: true);
    }

    /// <summary>The operators around a model, one after the other.</summary>
    private static OnnxCase Pipeline()
    {
        var random = new Random(77);
        var file = new OnnxFile("test", "pipeline").Input("x", OnnxTensor.Double, Columns)
            .Constant("two", OnnxTensor.Of(new[] { 2f }, 1)).Constant("shape", OnnxTensor.Of(new[] { -1L, 1L }))
            .With(
                new OnnxNode("cast", "", "Cast").From("x").To("single").Set("to", OnnxTensor.Single),
                new OnnxNode("scale", OnnxFile.Ml, "Scaler").From("single").To("scaled").Set("offset", [0.5f, -1, 0, 2]).Set("scale", [1, 0.25f, 3, 0.1f]),
                new OnnxNode("regress", OnnxFile.Ml, "LinearRegressor").From("scaled").To("sum").Set("coefficients", [0.3f, -1.5f, 0.7f, 2]).Set("intercepts", [0.125f]).Set("targets", 1),
                new OnnxNode("logistic", "", "Sigmoid").From("sum").To("p"),
                new OnnxNode("double", "", "Mul").From("p", "two").To("twice"),
                new OnnxNode("take", "", "Sub").From("two", "twice").To("rest"),
                new OnnxNode("divide", "", "Div").From("rest", "two").To("q"),
                new OnnxNode("join", "", "Concat").From("q", "p").To("both").Set("axis", -1),
                new OnnxNode("norm", OnnxFile.Ml, "Normalizer").From("both").To("normal").Set("norm", "L1"),
                new OnnxNode("flat", "", "Flatten").From("normal").To("flat").Set("axis", 0),
                new OnnxNode("column", "", "Reshape").From("flat", "shape").To("list"),
                new OnnxNode("same", "", "Identity").From("list").To("y"))
            .Output("y", OnnxTensor.Single, 1);
        return Case("pipeline", file.ToArray(version: 3), isDouble: true, random, isSmall: true);
    }

    private static OnnxCase Case(string name, byte[] model, bool isDouble, Random random, bool isSmall = false) => new(
        name, model, isDouble, Columns, [.. Enumerable.Range(0, Rows * Columns).Select(_ => isSmall ? Near(random) : Value(random, isDouble))]);

    private static void Base(OnnxNode node, Random random, bool isDouble, int count)
    {
        var values = Enumerable.Range(0, count).Select(_ => (double)Near(random)).ToArray();
        _ = isDouble ? node.Set("base_values_as_tensor", OnnxTensor.Of(values)) : node.Set("base_values", values.Select(static value => (float)value));
    }

    private static double Value(Random random, bool isDouble)
    {
        var mark = Marks[random.Next(Marks.Length)];
        return random.Next(6) switch
        {
            0 => isDouble ? Math.BitIncrement(mark) : MathF.BitIncrement(mark),
            1 => isDouble ? Math.BitDecrement(mark) : MathF.BitDecrement(mark),
            2 => random.Next(4) == 0 ? double.NaN : 0,
            _ => mark,
        };
    }

    private static float Near(Random random) => (float)((random.NextDouble() * 4) - 2);

    /// <summary>The same in every process.</summary>
    private static int HashCodeOf(string text) => text.Aggregate(17, static (hash, unit) => unchecked((hash * 31) + unit));
}
