using System.Security.Cryptography;
using System.Text;
using EventAi.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.PersonalData;

/// <summary>For other services only, not for the gateway's callers: what an authorised answer's tokens stand for, and the tokens of a question.</summary>
internal static class PersonalDataEndpoints
{
    private const int MaxText = 1_000_000;

    public static void MapPersonalData(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/personal-data/reveal", RevealAsync);
        endpoints.MapPost("/personal-data/tokenize", Tokenize);
    }

    /// <summary>Needs <c>Authorization: Bearer</c> with <see cref="PersonalDataOptions.RevealKey"/>.</summary>
    private static async Task<Results<Ok<PersonalDataText>, ProblemHttpResult>> RevealAsync(
        PersonalDataText body, HttpRequest request, PersonalDataTokenizer tokenizer, IOptions<PersonalDataOptions> options)
    {
        if (!IsAuthorised(request.Headers.Authorization.ToString(), options.Value.RevealKey))
        {
            return TypedResults.Problem("Personal data is shown to callers with the reveal key only.", statusCode: StatusCodes.Status403Forbidden);
        }
        return Problem(body) ?? (Results<Ok<PersonalDataText>, ProblemHttpResult>)TypedResults.Ok(body with { Text = await tokenizer.RevealAsync(Tenant(body), body.Text!) });
    }

    private static Results<Ok<PersonalDataText>, ProblemHttpResult> Tokenize(PersonalDataText body, PersonalDataTokenizer tokenizer)
        => Problem(body) ?? (Results<Ok<PersonalDataText>, ProblemHttpResult>)TypedResults.Ok(body with { Text = tokenizer.Tokenize(Tenant(body), body.Text!) });

    private static string Tenant(PersonalDataText body) => string.IsNullOrEmpty(body.Tenant) ? DocumentUploaded.DefaultTenant : body.Tenant;

    private static ProblemHttpResult? Problem(PersonalDataText body)
        => body.Text is { Length: <= MaxText } ? null : TypedResults.Problem($"'text' is missing, or longer than {MaxText} characters.", statusCode: StatusCodes.Status400BadRequest);

    private static bool IsAuthorised(string header, string key)
        => key.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes($"Bearer {key}"));
}
