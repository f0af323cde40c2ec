using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>A function as a value: built in, a lambda, a partial application, or a regular expression.</summary>
internal sealed class FunctionValue(int arity, FunctionBody body, Signature? signature = null) : Json
{
    /// <summary>Number of parameters.</summary>
    public int Arity { get; } = arity;

    public override JsonKind Kind => JsonKind.Function;

    /// <summary>Set where the function is a regular expression.</summary>
    public System.Text.RegularExpressions.Regex? Regex { get; init; }

    public Json? Invoke(Json?[] arguments, Json? focus, Evaluator evaluator)
        => body(signature is null ? arguments : signature.Validate(arguments, focus), focus, evaluator);

    public override bool Equals(Json? other) => ReferenceEquals(this, other);

    private protected override int Measure() => 2;
}
