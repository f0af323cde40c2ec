using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>All that an expression can see: nothing here reaches outside, so the same evaluation has the same outcome.</summary>
internal sealed class Evaluation(Json input, Func<Json> context, Variables variables, Random random, DateTimeOffset now)
{
    private Json? _context;

    public Json Input { get; init; } = input;

    public Json Context => _context ??= context();

    public Variables Variables { get; } = variables;

    public Random Random { get; } = random;

    public DateTimeOffset Now { get; } = now;

    /// <summary><c>$states.result</c>.</summary>
    public Json? Result { get; init; }

    /// <summary><c>$states.errorOutput</c>.</summary>
    public Json? ErrorOutput { get; init; }

    /// <summary>The same surroundings over another input (a result, for ResultSelector).</summary>
    public Evaluation Over(Json other) => new(other, () => Context, Variables, Random, Now) { Result = Result, ErrorOutput = ErrorOutput };

    public Evaluation With(Json? result, Json? errorOutput) => new(Input, () => Context, Variables, Random, Now) { Result = result, ErrorOutput = errorOutput };
}
