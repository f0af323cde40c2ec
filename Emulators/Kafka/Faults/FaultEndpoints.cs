using Microsoft.AspNetCore.Http.HttpResults;

namespace EventAi.Emulators.Kafka.Faults;

/// <summary>
/// Faults over HTTP, on the admin port alone: <c>POST /faults</c> with a <see cref="Fault"/>, <c>GET /faults</c>, <c>DELETE /faults</c>,
/// <c>POST /refuse?seconds=5</c>.
/// </summary>
internal static class FaultEndpoints
{
    private const double MaxSeconds = 3600;

    public static void MapFaults(this WebApplication app, int port)
    {
        var admin = app.MapGroup("").RequireHost($"*:{port}");
        admin.MapGet("/faults", (FaultStore faults) => TypedResults.Ok(faults.All));
        admin.MapPost("/faults", Add);
        admin.MapPost("/refuse", Refuse);
        admin.MapDelete("/faults", NoContent (FaultStore faults) =>
        {
            faults.Clear();
            return TypedResults.NoContent();
        });
    }

    private static Results<Ok<Fault>, BadRequest<string>> Add(Fault fault, FaultStore faults)
    {
        if (fault.Problem() is { } problem)
        {
            return TypedResults.BadRequest(problem);
        }

        faults.Add(fault);
        return TypedResults.Ok(fault);
    }

    private static Results<NoContent, BadRequest<string>> Refuse(double seconds, FaultStore faults)
    {
        if (seconds is not (> 0 and <= MaxSeconds))
        {
            return TypedResults.BadRequest($"seconds is a number from 0 to {MaxSeconds}.");
        }

        faults.Refuse(TimeSpan.FromSeconds(seconds));
        return TypedResults.NoContent();
    }
}
