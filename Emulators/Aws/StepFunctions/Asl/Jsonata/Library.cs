using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>The built-in functions with their signatures: JSONata's, and those that Step Functions adds. $eval is left out, as Step Functions leaves it out.</summary>
internal static class Library
{
    public static Frame Frame { get; } = Build();

    private static Frame Build()
    {
        var frame = new Frame(null);
        void Add(string name, string signature, FunctionBody body)
        {
            var parsed = new Signature(signature, name);
            frame.Bind(name, new FunctionValue(parsed.Required, (arguments, focus, evaluator) => parsed.LacksArgument(arguments) ? null : body(arguments, focus, evaluator), parsed));
        }

        NumberLibrary.AddTo(Add);
        TextLibrary.AddTo(Add);
        ArrayLibrary.AddTo(Add);
        ObjectLibrary.AddTo(Add);
        TimeLibrary.AddTo(Add);
        StatesLibrary.AddTo(Add);
        return frame;
    }
}
