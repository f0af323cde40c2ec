using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    using Aspire.Hosting.Publishing;

    public class ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task>? callback) : IResourceAnnotation
    {
        /// <summary>Leaves the resource out of the manifest.</summary>
        public static ManifestPublishingCallbackAnnotation Ignore { get; } = new((Func<ManifestPublishingContext, Task>?)null);

        public Func<ManifestPublishingContext, Task>? Callback { get; } = callback;
    }
}

namespace Aspire.Hosting.Publishing
{
    /// <summary>Writes resources in the format of Aspire's manifest 8.0 (types project.v0, container.v0, executable.v0, value.v0, parameter.v0).</summary>
    public sealed class ManifestPublishingContext(
        DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
    {
        private readonly Dictionary<string, IResource> referenced = new(StringComparer.OrdinalIgnoreCase);
        private readonly HashSet<object> visiting = [];
        private readonly Dictionary<ParameterResource, SortedDictionary<string, string>> formatted = [];
        private readonly Dictionary<string, ReferenceExpression> conditionals = new(StringComparer.OrdinalIgnoreCase);
        private readonly ManifestPorts ports = new();

        public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

        public string ManifestPath { get; } = manifestPath;

        public Utf8JsonWriter Writer { get; } = writer;

        public CancellationToken CancellationToken { get; } = cancellationToken;

        public string? GetManifestRelativePath(string? path)
            => path is null ? null : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(ManifestPath))!, path).Replace('\\', '/');

        public async Task WriteContainerAsync(ContainerResource container)
        {
            Writer.WriteString("type", "container.v0");
            WriteConnectionString(container);
            Writer.WriteString("image", container.TryGetContainerImageName(out var image)
                ? image
                : throw new DistributedApplicationException($"Could not get the container image name for resource '{container.Name}'."));
            if (container.Entrypoint is { } entrypoint)
            {
                Writer.WriteString("entrypoint", entrypoint);
            }
            await WriteCommandLineArgumentsAsync(container);
            WriteMounts(container);
            await WriteEnvironmentVariablesAsync(container);
            WriteBindings(container);
        }

        public void WriteConnectionString(IResource resource)
        {
            if (resource is IResourceWithConnectionString { ConnectionStringExpression: { } expression })
            {
                TryAddDependentResources(expression);
                Writer.WriteString("connectionString", Expression(expression));
            }
        }

        public async Task WriteEnvironmentVariablesAsync(IResource resource)
        {
            var variables = await resource.EvaluateEnvironmentAsync(ExecutionContext, CancellationToken);
            if (variables.Count == 0)
            {
                return;
            }
            Writer.WriteStartObject("env");
            foreach (var (name, value) in variables)
            {
                Writer.WriteString(name, await TextAsync(value));
                TryAddDependentResources(value);
            }
            Writer.WriteEndObject();
        }

        public async Task WriteCommandLineArgumentsAsync(IResource resource)
        {
            var args = await resource.EvaluateArgumentsAsync(ExecutionContext, CancellationToken);
            if (args.Count == 0)
            {
                return;
            }
            Writer.WriteStartArray("args");
            foreach (var value in args)
            {
                Writer.WriteStringValue(await TextAsync(value));
                TryAddDependentResources(value);
            }
            Writer.WriteEndArray();
        }

        public void WriteBindings(IResource resource)
        {
            var resolved = ports.Resolve(resource);
            if (resolved.Count == 0)
            {
                return;
            }
            Writer.WriteStartObject("bindings");
            foreach (var (endpoint, port, targetPort) in resolved)
            {
                Writer.WriteStartObject(endpoint.Name);
                Writer.WriteString("scheme", endpoint.UriScheme);
                Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
                Writer.WriteString("transport", endpoint.Transport);
                if (port is { } exposed && exposed != targetPort)
                {
                    Writer.WriteNumber("port", exposed);
                }
                if (targetPort is { } target)
                {
                    Writer.WriteNumber("targetPort", target);
                }
                if (endpoint.IsExternal)
                {
                    Writer.WriteBoolean("external", true);
                }
                Writer.WriteEndObject();
            }
            Writer.WriteEndObject();
        }

        /// <summary>Remembers the resources in a value; those that are not in the model (generated passwords) are written at the end.</summary>
        public void TryAddDependentResources(object? value)
        {
            if (value is ReferenceExpression expression)
            {
                Register(expression);
            }
            if (value is IResource resource)
            {
                referenced.TryAdd(resource.Name, resource);
            }
            else if (value is IValueWithReferences references && visiting.Add(value))
            {
                foreach (var reference in references.References)
                {
                    TryAddDependentResources(reference);
                }
                visiting.Remove(value);
            }
        }

        internal async Task WriteModelAsync(DistributedApplicationModel model)
        {
            Writer.WriteStartObject();
            Writer.WriteStartObject("resources");
            HashSet<string> written = new(StringComparer.OrdinalIgnoreCase);
            foreach (var resource in model.Resources)
            {
                written.Add(resource.Name);
                await WriteResourceAsync(resource);
            }
            foreach (var resource in referenced.Values.Where(r => !written.Contains(r.Name)).ToArray())
            {
                await WriteResourceAsync(resource);
            }
            foreach (var parameter in formatted.Keys.ToArray())
            {
                WriteFormatted(parameter);
            }
            foreach (var (name, conditional) in conditionals)
            {
                Writer.WriteStartObject(name);
                Writer.WriteString("type", "value.v0");
                Writer.WriteString("connectionString", await conditional.GetValueAsync(CancellationToken) ?? "");
                Writer.WriteEndObject();
            }
            Writer.WriteEndObject();
            Writer.WriteEndObject();
            await Writer.FlushAsync(CancellationToken);
        }

        internal Task WriteParameterAsync(ParameterResource parameter)
        {
            Writer.WriteString("type", "parameter.v0");
            if (parameter.IsConnectionString)
            {
                Writer.WriteString("connectionString", $"{{{parameter.Name}.value}}");
            }
            Writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
            Writer.WriteStartObject("inputs");
            Writer.WriteStartObject("value");
            Writer.WriteString("type", "string");
            if (parameter.Secret)
            {
                Writer.WriteBoolean("secret", true);
            }
            if (parameter.Default is { } fallback)
            {
                Writer.WriteStartObject("default");
                fallback.WriteToManifest(this);
                Writer.WriteEndObject();
            }
            Writer.WriteEndObject();
            Writer.WriteEndObject();
            return Task.CompletedTask;
        }

        private async Task WriteResourceAsync(IResource resource)
        {
            Func<Task>? write = resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation)
                ? annotation.Callback is { } callback ? () => callback(this) : null
                : resource switch
                {
                    ContainerResource container => () => WriteContainerAsync(container),
                    ProjectResource project => () => WriteProjectAsync(project),
                    ExecutableResource executable => () => WriteExecutableAsync(executable),
                    ParameterResource parameter => () => WriteParameterAsync(parameter),
                    IResourceWithConnectionString => () =>
                    {
                        Writer.WriteString("type", "value.v0");
                        WriteConnectionString(resource);
                        return Task.CompletedTask;
                    },
                    _ => () =>
                    {
                        Writer.WriteString("error", "This resource does not support generation in the manifest.");
                        return Task.CompletedTask;
                    },
                };
            if (write is null)
            {
                return;
            }
            Writer.WriteStartObject(resource.Name);
            await write();
            Writer.WriteEndObject();
            if (resource is ParameterResource written)
            {
                WriteFormatted(written);
            }
        }

        private async Task WriteProjectAsync(ProjectResource project)
        {
            Writer.WriteString("type", "project.v0");
            Writer.WriteString("path", GetManifestRelativePath(project.GetProjectMetadata().ProjectPath));
            await WriteCommandLineArgumentsAsync(project);
            await WriteEnvironmentVariablesAsync(project);
            WriteBindings(project);
        }

        private async Task WriteExecutableAsync(ExecutableResource executable)
        {
            Writer.WriteString("type", "executable.v0");
            WriteConnectionString(executable);
            Writer.WriteString("workingDirectory", GetManifestRelativePath(executable.WorkingDirectory));
            Writer.WriteString("command", executable.Command);
            await WriteCommandLineArgumentsAsync(executable);
            await WriteEnvironmentVariablesAsync(executable);
            WriteBindings(executable);
        }

        private void WriteMounts(ContainerResource container)
        {
            ContainerMountAnnotation[] mounts = [.. container.Annotations.OfType<ContainerMountAnnotation>()];
            foreach (var (property, type) in new[] { ("bindMounts", ContainerMountType.BindMount), ("volumes", ContainerMountType.Volume) })
            {
                if (!mounts.Any(m => m.Type == type))
                {
                    continue;
                }
                Writer.WriteStartArray(property);
                foreach (var mount in mounts.Where(m => m.Type == type))
                {
                    Writer.WriteStartObject();
                    if (type == ContainerMountType.BindMount)
                    {
                        Writer.WriteString("source", GetManifestRelativePath(mount.Source));
                    }
                    else if (mount.Source is { } name)
                    {
                        Writer.WriteString("name", name);
                    }
                    Writer.WriteString("target", mount.Target);
                    Writer.WriteBoolean("readOnly", mount.IsReadOnly);
                    Writer.WriteEndObject();
                }
                Writer.WriteEndArray();
            }
        }

        private async ValueTask<string?> TextAsync(object? value)
            => value is ReferenceExpression expression ? Expression(expression) : await ResourceExtensions.ResolveAsync(value, ExecutionContext, CancellationToken);

        private string Expression(ReferenceExpression expression)
        {
            if (expression.IsConditional)
            {
                return expression.ValueExpression;
            }
            var holes = expression.ManifestExpressions.Select((text, i) =>
                expression.StringFormats[i] is { } format && expression.ValueProviders[i] is ParameterResource parameter ? $"{{{FormattedName(parameter, format)}.value}}" : text);
            return string.Format(CultureInfo.InvariantCulture, expression.Format, [.. holes]);
        }

        private void Register(ReferenceExpression expression)
        {
            if (expression is { IsConditional: true, Name: { } name })
            {
                conditionals.TryAdd(name, expression);
                Register(expression.WhenTrue!);
                Register(expression.WhenFalse!);
                return;
            }
            for (var i = 0; i < expression.ValueProviders.Count; i++)
            {
                if (expression.ValueProviders[i] is ParameterResource parameter && expression.StringFormats[i] is { } format)
                {
                    FormattedName(parameter, format);
                }
                else if (expression.ValueProviders[i] is ReferenceExpression nested)
                {
                    Register(nested);
                }
            }
        }

        /// <summary>A parameter in another format (<c>uri</c>) is a resource of its own in the manifest.</summary>
        private string FormattedName(ParameterResource parameter, string format)
        {
            if (!formatted.TryGetValue(parameter, out var formats))
            {
                formatted[parameter] = formats = new(StringComparer.Ordinal);
            }
            if (!formats.TryGetValue(format, out var name))
            {
                formats[format] = name = $"{parameter.Name}-{format}-encoded";
            }
            return name;
        }

        private void WriteFormatted(ParameterResource parameter)
        {
            if (!formatted.Remove(parameter, out var formats))
            {
                return;
            }
            foreach (var (format, name) in formats)
            {
                Writer.WriteStartObject(name);
                Writer.WriteString("type", "annotated.string");
                Writer.WriteString("value", parameter.ValueExpression);
                Writer.WriteString("filter", format);
                Writer.WriteEndObject();
            }
        }
    }
}
