using System.Text.Json;
using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// POST <c>/api/create</c>: a model that is here under a new name, with a system text and options of its own, until the server stops.
/// Not emulated, and refused: models from files, adapters, quantization, templates.
/// </summary>
internal static class Create
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/create", static async (HttpContext context, ModelCatalog catalog, TimeProvider time) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.CreateRequest);
        var name = ModelName.Parse(request.Model is { Length: > 0 } given ? given : request.Name) ?? throw OllamaException.BadRequest(RequestBody.InvalidName);
        var model = Describe(request, name, catalog) with { ModifiedAt = time.GetUtcNow().UtcDateTime };
        await Progress.WriteAsync(context, request.Stream ?? true, StepsAsync(catalog, model));
    });

    private static InstalledModel Describe(CreateRequest request, ModelName name, ModelCatalog catalog)
    {
        if (Given(request.Files) || Given(request.Adapters) || !string.IsNullOrEmpty(request.Quantize) || !string.IsNullOrEmpty(request.Template))
        {
            throw OllamaException.BadRequest("this emulator creates models only from its own: files, adapters, quantize and template are not supported; give a GGUF file with --model");
        }

        if (string.IsNullOrEmpty(request.From))
        {
            throw OllamaException.BadRequest("neither 'from' or 'files' was specified");
        }

        var from = ModelName.Parse(request.From) ?? throw OllamaException.BadRequest(RequestBody.InvalidName);
        var parent = catalog.Find(from) ?? throw new OllamaException(StatusCodes.Status500InternalServerError, "pull model manifest: file does not exist");
        RequestBody.RequireNotBuiltIn(catalog, name);
        _ = GenerationOptions.Read(request.Parameters, request: null);
        return parent with
        {
            Name = name,
            Parent = parent.Parent ?? parent.Name,
            System = request.System is { Length: > 0 } system ? system : parent.System,
            Parameters = request.Parameters is { ValueKind: JsonValueKind.Object } parameters ? parameters.Clone() : parent.Parameters,
        };
    }

    private static async IAsyncEnumerable<ProgressBody> StepsAsync(ModelCatalog catalog, InstalledModel model)
    {
        await Task.CompletedTask;
        yield return new ProgressBody($"using existing layer sha256:{model.Digest.Value}");
        catalog.Add(model);
        yield return new ProgressBody("writing manifest");
        yield return new ProgressBody("success");
    }

    private static bool Given(JsonElement? value) => value is { ValueKind: JsonValueKind.Object } entries && entries.EnumerateObject().Any();
}
