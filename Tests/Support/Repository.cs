namespace EventAi.Support;

/// <summary>Paths of the working tree that the tests run in.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EventAi.sln")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException($"No EventAi.sln above {AppContext.BaseDirectory}.");
    }
}
