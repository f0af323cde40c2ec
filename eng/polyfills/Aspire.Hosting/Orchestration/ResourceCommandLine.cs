using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Which program a resource is: a project's built assembly, or an executable.</summary>
internal static class ResourceCommandLine
{
    /// <summary>The program's path and its own arguments (before those of WithArgs).</summary>
    /// <exception cref="DistributedApplicationException">There is no such program or folder.</exception>
    public static (string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory) Of(IResource resource)
    {
        switch (resource)
        {
            case ProjectResource project:
                var metadata = project.GetProjectMetadata();
                var directory = Path.GetDirectoryName(metadata.ProjectPath)!;
                var assembly = BuiltAssembly(project, metadata);
                return (DotnetHost(), ["exec", assembly], directory);
            case ExecutableResource executable:
                if (!Directory.Exists(executable.WorkingDirectory))
                {
                    throw new DistributedApplicationException($"The working directory '{executable.WorkingDirectory}' of resource '{executable.Name}' does not exist.");
                }
                return (
                    ProcessLauncher.Which(executable.Command, executable.WorkingDirectory)
                        ?? throw new DistributedApplicationException($"The executable '{executable.Command}' of resource '{executable.Name}' was not found."),
                    [],
                    executable.WorkingDirectory);
            default:
                throw new DistributedApplicationException($"Resource '{resource.Name}' is not a process.");
        }
    }

    private static string BuiltAssembly(ProjectResource project, IProjectMetadata metadata)
    {
        if (!File.Exists(metadata.ProjectPath))
        {
            throw new DistributedApplicationException($"The project '{metadata.ProjectPath}' of resource '{project.Name}' does not exist.");
        }
        var assembly = metadata is IBuiltProjectMetadata built ? built.TargetPath : NewestOutput(metadata.ProjectPath);
        return assembly is not null && File.Exists(assembly)
            ? assembly
            : throw new DistributedApplicationException($"Project '{metadata.ProjectPath}' of resource '{project.Name}' is not built: {assembly ?? "it has no output"} is missing.");
    }

    // A project added by its path is not known to the build: its runtimeconfig.json marks the output of an executable.
    private static string? NewestOutput(string projectPath)
    {
        var output = Path.Combine(Path.GetDirectoryName(projectPath)!, "bin");
        return Directory.Exists(output)
            ? Directory.EnumerateFiles(output, "*.runtimeconfig.json", SearchOption.AllDirectories)
                .Select(config => config.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal))
                .Where(File.Exists).MaxBy(File.GetLastWriteTimeUtc)
            : null;
    }

    private static string DotnetHost()
        => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path && File.Exists(path) ? path
            : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
            : ProcessLauncher.Which("dotnet") ?? throw new DistributedApplicationException("dotnet was not found in PATH.");
}
