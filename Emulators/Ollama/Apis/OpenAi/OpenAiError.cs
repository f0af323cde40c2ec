namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>Every error of the OpenAI-compatible routes (ollama/openai/openai.go).</summary>
internal sealed record OpenAiError(OpenAiError.Details Error)
{
    public static OpenAiError Of(int status, string message) => new(new Details(message, status switch
    {
        StatusCodes.Status400BadRequest => "invalid_request_error",
        StatusCodes.Status404NotFound => "not_found_error",
        _ => "api_error",
    }));

    internal sealed record Details(string Message, string Type, string? Param = null, string? Code = null);
}
