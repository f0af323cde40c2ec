namespace EventAi.AppHost.Resources;

/// <summary>Where the emulators keep their data: <c>--DataDirectory=…</c>, else <c>.eventai/data</c> beside the solution.</summary>
internal static class DataDirectory
{
    public static string Of(IDistributedApplicationBuilder builder, string resource)
    {
        var folder = Path.Combine(
            Path.GetFullPath(builder.Configuration["DataDirectory"] ?? Path.Combine(builder.AppHostDirectory, "..", ".eventai", "data")), resource);
        Directory.CreateDirectory(folder);
        return folder;
    }
}
