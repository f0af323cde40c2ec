using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>Reads a body whatever its content type says, as Ollama does.</summary>
internal static class RequestBody
{
    /// <exception cref="OllamaException">400 for an empty body.</exception>
    /// <exception cref="JsonException">For anything that is not the JSON wanted.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length == 0)
        {
            throw OllamaException.BadRequest("missing request body");
        }

        body.Position = 0;
        return await JsonSerializer.DeserializeAsync(body, type, context.RequestAborted)
            ?? throw OllamaException.BadRequest("the request body is null");
    }

    /// <exception cref="OllamaException">400 without a name, 404 for a model that is not here.</exception>
    public static CatalogModel RequireModel(ModelCatalog catalog, string? name, Func<string, string> notFound)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw OllamaException.BadRequest("model is required");
        }

        return catalog.Find(name) ?? throw new OllamaException(StatusCodes.Status404NotFound, notFound(name));
    }

    /// <summary>The wording of the operations that pull.</summary>
    public static string TryPulling(string name) => $"model \"{name}\" not found, try pulling it first";

    /// <exception cref="OllamaException">400 for a text over the limit.</exception>
    public static string RequireLength(string text, OllamaOptions options)
        => text.Length <= options.MaxInputLength
            ? text
            : throw OllamaException.BadRequest($"a text has {text.Length} characters, at most {options.MaxInputLength} are accepted");
}
