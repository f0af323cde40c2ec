namespace EventAi.Emulators.Tests;

/// <summary>A test that needs a program of the machine: skipped, and said so, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!File.Exists(tool) && !folders.Any(folder => File.Exists(Path.Combine(folder, tool))))
        {
            Skip = $"{tool} is not installed on this machine.";
        }
    }
}
