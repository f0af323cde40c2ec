namespace EventAi.Emulators.Ollama.Apis;

/// <summary>GET <c>/api/status</c>, POST <c>/api/me</c> and <c>/api/signout</c>: there is no cloud behind this server and nobody is signed in.</summary>
internal static class Account
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/status", static () => Results.Json(new StatusBody(new StatusBody.CloudBody(Disabled: true, "env")), OllamaJson.Relaxed.StatusBody));
        app.MapPost("/api/me", Refuse);
        app.MapPost("/api/signout", Refuse);
    }

    private static IResult Refuse() => Results.Json(new ErrorBody("unauthorized"), OllamaJson.Relaxed.ErrorBody, statusCode: StatusCodes.Status401Unauthorized);
}
