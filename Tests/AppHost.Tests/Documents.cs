using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Support;

namespace EventAi.AppHost.Tests;

/// <summary>Uploads and states through the gateway, for tests of the running system.</summary>
internal sealed class Documents(HttpClient gateway)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<JsonElement> UploadAsync(string id, byte[] bytes, string type, string query = "")
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await gateway.PostAsync($"/documents?id={Uri.EscapeDataString(id)}{query}", content);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{id}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Waits for a final state of at least this version, whichever it is.</summary>
    public async Task<JsonElement> EndAsync(string id, long version = 1)
    {
        JsonElement last = default;
        await Eventually.HoldsAsync(
            Patience,
            async () =>
            {
                using var response = await gateway.GetAsync(Path(id));
                last = await response.Content.ReadFromJsonAsync<JsonElement>();
                return response.IsSuccessStatusCode && State(last) is "Indexed" or "Failed" && last.GetProperty("version").GetInt64() >= version;
            },
            () => $"{id} does not come to an end: {last}");
        return last;
    }

    public static string State(JsonElement status) => status.GetProperty("state").GetString()!;

    public static string Path(string id) => $"/documents/{Uri.EscapeDataString(id)}";
}
