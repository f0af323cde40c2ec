using EventAi.Support;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>Skips, visibly, where the evaluation data is neither beside the repository (../shared/data) nor where EVENTAI_DATA points.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string folder)
    {
        if (!Directory.Exists(PathOf(folder)))
        {
            Skip = $"no {folder} in ../shared/data or EVENTAI_DATA";
        }
    }

    public static string PathOf(string folder)
        => Path.Combine(Environment.GetEnvironmentVariable("EVENTAI_DATA") ?? Repository.PathOf("..", "shared", "data"), folder);
}
