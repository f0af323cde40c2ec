namespace EventAi.Emulators.Ollama.Apis;

/// <summary>What an operation answers where a request names no model: Ollama's differ.</summary>
internal enum Missing
{
    /// <summary>400 "model is required".</summary>
    IsBadRequest,

    /// <summary>404, as for a model named "".</summary>
    IsNotFound,
}
