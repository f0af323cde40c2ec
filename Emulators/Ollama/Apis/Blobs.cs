using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// HEAD and POST <c>/api/blobs/{digest}</c>. This server keeps no blobs, for no model can be created from one: a digest is checked
/// against what is sent, as Ollama does, and then the answer is 501.
/// </summary>
internal static partial class Blobs
{
    private const string Route = "/api/blobs/{digest}";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods(Route, [HttpMethods.Head], static (string digest) =>
        {
            RequireDigest(digest);
            return Results.NotFound();
        });
        app.MapPost(Route, static async (HttpContext context, string digest) =>
        {
            RequireDigest(digest);
            var sent = $"sha256:{Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted))}";
            throw string.Equals(sent, digest.Replace('-', ':'), StringComparison.OrdinalIgnoreCase)
                ? new OllamaException(StatusCodes.Status501NotImplemented, "this emulator keeps no blobs: give a GGUF file with --model")
                : OllamaException.BadRequest($"digest mismatch, expected \"{digest}\", got \"{sent}\"");
        });
    }

    private static void RequireDigest(string digest)
    {
        if (!Digest().IsMatch(digest))
        {
            throw OllamaException.BadRequest("invalid digest format");
        }
    }

    [GeneratedRegex("^sha256[:-][0-9a-fA-F]{64}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digest();
}
