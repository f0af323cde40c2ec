using System.Net.Http.Json;

namespace EventAi.Driver.Demo;

/// <summary>Waits until every service that the gateway knows is healthy.</summary>
internal static class SystemHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    public static async Task<bool> WaitAsync(HttpClient gateway)
    {
        var started = TimeProvider.System.GetTimestamp();
        var last = "the gateway does not answer yet";
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            try
            {
                var services = await gateway.GetFromJsonAsync<ServiceHealth[]>("/status") ?? [];
                if (services.Length > 0 && Array.TrueForAll(services, static service => service.Health == "Healthy"))
                {
                    return true;
                }
                last = string.Join(", ", services.Where(static service => service.Health != "Healthy").Select(static service => $"{service.Service}: {service.Health}"));
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }
            await Task.Delay(Interval);
        }
        await Console.Error.WriteLineAsync($"The system is not healthy after {Patience.TotalMinutes} minutes: {last}.");
        return false;
    }

    private sealed record ServiceHealth(string Service, string Health);
}
