using System.Globalization;
using EventAi.FraudTraining.Protocol;
using EventAi.FraudTraining.Training;
using EventAi.FraudTraining.Trees;

namespace EventAi.FraudTraining.Commands;

/// <summary>What the verbs' options have in common; a mistake of the caller is an <see cref="UsageException"/> in one line.</summary>
internal static class Commands
{
    /// <summary>The value of <c>--name=value</c> or <c>--name value</c>.</summary>
    public static string? Option(IReadOnlyList<string> arguments, string name)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == name)
            {
                return i + 1 < arguments.Count ? arguments[i + 1] : throw new UsageException($"{name} wants a value.");
            }
            if (arguments[i].StartsWith($"{name}=", StringComparison.Ordinal))
            {
                return arguments[i][(name.Length + 1)..];
            }
        }
        return null;
    }

    /// <summary>How to boost: <c>--seed</c>, <c>--trees</c>, <c>--depth</c>, <c>--learning-rate</c>, <c>--fraud-weight</c>.</summary>
    public static BoostingOptions Boosting(IReadOnlyList<string> arguments)
    {
        var defaults = TreeTrainer.Defaults;
        return defaults with
        {
            Seed = (int)Number(arguments, "--seed", defaults.Seed, 0, int.MaxValue),
            Trees = (int)Number(arguments, "--trees", defaults.Trees, 10, 5000),
            Depth = (int)Number(arguments, "--depth", defaults.Depth, 1, 10),
            LearningRate = Number(arguments, "--learning-rate", defaults.LearningRate, 0.001, 1),
            FraudWeight = Number(arguments, "--fraud-weight", defaults.FraudWeight, 0.01, 1000),
        };
    }

    private static double Number(IReadOnlyList<string> arguments, string name, double otherwise, double least, double most)
        => Option(arguments, name) is not { } text ? otherwise
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new UsageException($"{name} wants a number from {least} to {most}, not '{text}'.");

    public static DateOnly Date(string text)
        => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw new UsageException($"'{text}' is no date like 2018-07-25.");

    public static void Check(Split split, DateOnly from)
    {
        if (split.Training.Count == 0 || split.Test.Count == 0)
        {
            throw new UsageException($"From {from:yyyy-MM-dd} on the file has {split.Training.Count} transactions to train on and {split.Test.Count} to test; three weeks are needed.");
        }
    }
}
