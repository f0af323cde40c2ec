using System.Runtime.CompilerServices;
using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// POST <c>/api/pull</c>: a model that is here needs nothing fetched, and says so in Ollama's steps; of any other the answer is the one
/// for a model that the registry does not have. Nothing is ever fetched.
/// </summary>
internal static class Pull
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/pull", static async (HttpContext context, ModelCatalog catalog) =>
    {
        var request = await RequestBody.ReadAsync(context, OllamaJson.Default.TransferRequest);
        var name = ModelName.Parse(request.Model is { Length: > 0 } given ? given : request.Name) ?? throw OllamaException.BadRequest(RequestBody.InvalidName);
        await Progress.WriteAsync(context, request.Stream ?? true, StepsAsync(catalog, name, context.RequestAborted));
    });

    private static async IAsyncEnumerable<ProgressBody> StepsAsync(ModelCatalog catalog, ModelName name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return new ProgressBody("pulling manifest");
        var model = catalog.Find(name)
            ?? throw new OllamaException(StatusCodes.Status500InternalServerError, "pull model manifest: file does not exist");
        var digest = await Task.Run(() => model.Digest.Value, cancellation);
        yield return new ProgressBody($"pulling {digest[..12]}", $"sha256:{digest}", model.Size, model.Size);
        yield return new ProgressBody("verifying sha256 digest");
        yield return new ProgressBody("writing manifest");
        yield return new ProgressBody("success");
    }
}
