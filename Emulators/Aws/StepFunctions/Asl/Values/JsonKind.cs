namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

/// <summary>The six kinds of JSON, and the functions that JSONata treats as values.</summary>
public enum JsonKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
    Function,
}
