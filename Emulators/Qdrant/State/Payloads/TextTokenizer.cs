namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>The values are written to disk.</summary>
internal enum TextTokenizer : byte
{
    /// <summary>Letters and digits.</summary>
    Word = 0,

    /// <summary>What stands between white space.</summary>
    Whitespace = 1,

    /// <summary>Words, and in the index every beginning of them.</summary>
    Prefix = 2,

    /// <summary>Words; in scripts without spaces every character.</summary>
    Multilingual = 3,
}
