namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>How far into a value the reader has come that finds it wrong.</summary>
public enum PatternPlace
{
    /// <summary>Behind its first token; of a string only behind the opening quote.</summary>
    Token,

    /// <summary>Behind a string, which has been read.</summary>
    Read,

    /// <summary>Behind the closing bracket.</summary>
    End,
}
