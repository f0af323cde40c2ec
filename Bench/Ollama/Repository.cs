namespace EventAi.Bench.Ollama;

/// <summary>The repository that this program was built in.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EventAi.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("This program does not lie in the repository.");
    }
}
