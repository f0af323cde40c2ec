using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    public enum ResourceAnnotationMutationBehavior
    {
        Append = 0,
        Replace = 1,
    }

    public enum WaitType
    {
        WaitUntilHealthy = 0,
        WaitForCompletion = 1,
        WaitUntilStarted = 2,
    }

    public enum WaitBehavior
    {
        WaitOnResourceUnavailable = 0,
        StopOnResourceUnavailable = 1,
    }

    public enum ContainerMountType
    {
        BindMount = 0,
        Volume = 1,
    }

    public enum ContainerLifetime
    {
        Session = 0,
        Persistent = 1,
    }

    [Flags]
    public enum ReferenceEnvironmentInjectionFlags
    {
        None = 0,
        ConnectionString = 1,
        ConnectionProperties = 2,
        ServiceDiscovery = 4,
        Endpoints = 8,
        All = ConnectionString | ConnectionProperties | ServiceDiscovery | Endpoints,
    }

    public sealed class ContainerImageAnnotation : IResourceAnnotation
    {
        public string? Registry { get; set; }

        public required string Image { get; set; }

        public string? Tag { get; set; }

        public string? SHA256 { get; set; }
    }

    public sealed class ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly) : IResourceAnnotation
    {
        public string? Source { get; } = source;

        public string Target { get; } = target;

        public ContainerMountType Type { get; } = type;

        public bool IsReadOnly { get; } = isReadOnly;
    }

    public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
    {
        public required ContainerLifetime Lifetime { get; set; }
    }

    public class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
    {
        public EnvironmentCallbackAnnotation(string name, Func<string> callback)
            : this(context =>
            {
                context.EnvironmentVariables[name] = callback();
                return Task.CompletedTask;
            })
        {
        }

        public EnvironmentCallbackAnnotation(Action<EnvironmentCallbackContext> callback)
            : this(context =>
            {
                callback(context);
                return Task.CompletedTask;
            })
        {
        }

        public Func<EnvironmentCallbackContext, Task> Callback { get; } = callback;
    }

    public class CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) : IResourceAnnotation
    {
        public CommandLineArgsCallbackAnnotation(Action<IList<object>> callback)
            : this(context =>
            {
                callback(context.Args);
                return Task.CompletedTask;
            })
        {
        }

        public Func<CommandLineArgsCallbackContext, Task> Callback { get; } = callback;
    }

    public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
    {
        public IResource Resource { get; } = resource;

        public WaitType WaitType { get; } = waitType;

        public int ExitCode { get; } = exitCode;

        public WaitBehavior? WaitBehavior { get; init; }
    }

    public class HealthCheckAnnotation(string key) : IResourceAnnotation
    {
        public string Key { get; } = key;
    }

    public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
    {
        public int Replicas { get; } = replicas;
    }

    public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

    internal sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant) : IResourceAnnotation
    {
        public string IconName { get; } = iconName;

        public IconVariant IconVariant { get; } = iconVariant;
    }

    internal sealed class HiddenAnnotation : IResourceAnnotation;

    internal sealed class ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags flags) : IResourceAnnotation
    {
        public ReferenceEnvironmentInjectionFlags Flags { get; } = flags;
    }

    public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
    {
        public IResource Resource { get; } = resource;

        public string Type { get; } = type;
    }

    public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
    {
        public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot;
    }

    public sealed class EndpointReferenceAnnotation(IResourceWithEndpoints resource) : IResourceAnnotation
    {
        public IResourceWithEndpoints Resource { get; } = resource;

        public bool UseAllEndpoints { get; set; }

        public ISet<string> EndpointNames { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Marks a resource to which the defaults of AddProject apply (ASPNETCORE_URLS, telemetry, console format).</summary>
    internal sealed class ProjectLaunchDefaultsAnnotation : IResourceAnnotation;

    internal static class KnownRelationshipTypes
    {
        public const string Parent = "Parent";
        public const string Reference = "Reference";
        public const string WaitFor = "WaitFor";
    }
}

namespace Aspire.Hosting
{
    /// <summary>Where a project lies; the classes <c>Projects.*</c> that the build generates implement it.</summary>
    public interface IProjectMetadata : IResourceAnnotation
    {
        string ProjectPath { get; }

        bool SuppressBuild => false;
    }

    /// <summary>The polyfill's generated metadata also tell which assembly the build made of the project.</summary>
    public interface IBuiltProjectMetadata : IProjectMetadata
    {
        string TargetPath { get; }
    }
}
