using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>Reads a body whatever its content type says, as Ollama does.</summary>
internal static class RequestBody
{
    public const string InvalidName = "invalid model name";

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

        var json = body.GetBuffer().AsSpan(0, (int)body.Length);
        if (!Utf8.IsValid(json))
        {
            // Bytes that are no UTF-8 become U+FFFD, as Go's decoder reads them.
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        }

        SurrogateRepair.Apply(json);
        return JsonSerializer.Deserialize(json, type)
            ?? throw OllamaException.BadRequest("the request body is null");
    }

    /// <exception cref="OllamaException">400 for a bad name, 404 for a model that is not here; without a name as <paramref name="missing"/> says.</exception>
    public static InstalledModel RequireModel(ModelCatalog catalog, string? name, Missing missing, Func<string, string> notFound)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw missing == Missing.IsBadRequest
                ? OllamaException.BadRequest("model is required")
                : new OllamaException(StatusCodes.Status404NotFound, $"model '{name}' not found");
        }

        var parsed = ModelName.Parse(name) ?? throw OllamaException.BadRequest(InvalidName);
        return catalog.Find(parsed) ?? throw new OllamaException(StatusCodes.Status404NotFound, notFound(name));
    }

    /// <exception cref="OllamaException">400 for a model that came with the server.</exception>
    public static void RequireNotBuiltIn(ModelCatalog catalog, ModelName name)
    {
        if (catalog.IsBuiltIn(name))
        {
            throw OllamaException.BadRequest($"\"{name.Display}\" came with this server and can be neither replaced nor deleted");
        }
    }

    /// <summary>The wording of the operations that pull.</summary>
    public static string TryPulling(string name) => $"model \"{name}\" not found, try pulling it first";

    /// <exception cref="OllamaException">400 for a text over the limit.</exception>
    public static string RequireLength(string text, OllamaOptions options)
        => text.Length <= options.MaxInputLength
            ? text
            : throw OllamaException.BadRequest($"a text has {text.Length} characters, at most {options.MaxInputLength} are accepted");
}
