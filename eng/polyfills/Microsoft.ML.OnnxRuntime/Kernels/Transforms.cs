using System.Numerics;

namespace Microsoft.ML.OnnxRuntime.Kernels;

/// <summary>What is made of sums: <c>post_transform</c> of the operators of ai.onnx.ml.</summary>
internal enum PostTransform
{
    None,
    Softmax,
    Logistic,
    SoftmaxZero,
    Probit,
}

internal static class Transforms
{
    public static PostTransform Parse(Format.NodeFile node) => node.Text("post_transform", "NONE") switch
    {
        "NONE" => PostTransform.None,
        "SOFTMAX" => PostTransform.Softmax,
        "LOGISTIC" => PostTransform.Logistic,
        "SOFTMAX_ZERO" => PostTransform.SoftmaxZero,
        "PROBIT" => throw node.NotSupported("post_transform PROBIT"),
        var other => throw node.Invalid($"there is no post_transform '{other}'."),
    };

    public static void Apply<T>(PostTransform transform, Span<T> scores)
        where T : IBinaryFloatingPointIeee754<T>
    {
        switch (transform)
        {
            case PostTransform.Logistic:
                foreach (ref var score in scores)
                {
                    score = Logistic(score);
                }
                break;
            case PostTransform.Softmax or PostTransform.SoftmaxZero:
                Softmax(scores, skipZero: transform == PostTransform.SoftmaxZero);
                break;
            default:
                break;
        }
    }

    /// <summary>Written so that neither end overflows.</summary>
    public static T Logistic<T>(T x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var v = T.One / (T.One + T.Exp(-T.Abs(x)));
        return x < T.Zero ? T.One - v : v;
    }

    /// <param name="scores">Replaced.</param>
    /// <param name="skipZero">A score of zero does not take part in the sum, and is scaled only.</param>
    private static void Softmax<T>(Span<T> scores, bool skipZero)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var most = T.NegativeInfinity;
        foreach (var score in scores)
        {
            most = T.Max(most, score);
        }
        var sum = T.Zero;
        foreach (ref var score in scores)
        {
            if (skipZero && T.Abs(score) <= T.CreateChecked(1e-7))
            {
                score *= T.Exp(-most);
                continue;
            }
            score = T.Exp(score - most);
            sum += score;
        }
        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }
}
