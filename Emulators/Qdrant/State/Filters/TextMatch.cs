namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>How the words of a query must stand in a text.</summary>
internal enum TextMatch
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>At least one.</summary>
    Any,

    /// <summary>All, side by side and in this order.</summary>
    Phrase,
}
