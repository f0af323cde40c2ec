using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public static class ResourceExtensions
{
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource)
        => resource.Annotations.OfType<EndpointAnnotation>().Select(e => new EndpointReference(resource, e));

    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : IResourceAnnotation
    {
        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        T[] found = [.. resource.Annotations.OfType<T>()];
        result = found.Length > 0 ? found : null;
        return found.Length > 0;
    }

    public static bool HasAnnotationOfType<T>(this IResource resource)
        where T : IResourceAnnotation => resource.Annotations.OfType<T>().Any();

    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints)
        => resource.TryGetAnnotationsOfType(out endpoints);

    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName)
    {
        imageName = null;
        if (resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            var registry = string.IsNullOrEmpty(image.Registry) ? "" : $"{image.Registry}/";
            var version = image.SHA256 is { Length: > 0 } digest ? $"@sha256:{digest}" : image.Tag is { Length: > 0 } tag ? $":{tag}" : "";
            imageName = $"{registry}{image.Image}{version}";
        }
        return imageName is not null;
    }

    public static int GetReplicaCount(this IResource resource) => resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    public static bool IsContainer(this IResource resource) => resource is ContainerResource || resource.HasAnnotationOfType<ContainerImageAnnotation>();

    /// <summary>The environment as the resource gets it: values when running, expressions when publishing.</summary>
    public static async ValueTask<Dictionary<string, string>> GetEnvironmentVariableValuesAsync(
        this IResourceWithEnvironment resource, DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        DistributedApplicationExecutionContext context = new(applicationOperation);
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var (name, value) in await resource.EvaluateEnvironmentAsync(context, CancellationToken.None))
        {
            if (await ResolveAsync(value, context, CancellationToken.None) is { } text)
            {
                values[name] = text;
            }
        }
        return values;
    }

    internal static async Task<Dictionary<string, object>> EvaluateEnvironmentAsync(
        this IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        EnvironmentCallbackContext context = new(executionContext, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }
        return context.EnvironmentVariables;
    }

    internal static async Task<List<object>> EvaluateArgumentsAsync(
        this IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        List<object> args = [];
        CommandLineArgsCallbackContext context = new(args, resource, cancellationToken) { ExecutionContext = executionContext };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }
        return args;
    }

    /// <summary>The text of a value: what it stands for when running, its expression when publishing.</summary>
    internal static async ValueTask<string?> ResolveAsync(object? value, DistributedApplicationExecutionContext context, CancellationToken cancellationToken) => value switch
    {
        null => null,
        string text => text,
        IManifestExpressionProvider expression when context.IsPublishMode => expression.ValueExpression,
        IValueProvider provider => await provider.GetValueAsync(new() { ExecutionContext = context }, cancellationToken),
        IResourceBuilder<IResource> { Resource: IValueProvider } builder => await ResolveAsync(builder.Resource, context, cancellationToken),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new DistributedApplicationException($"A value of type {value.GetType()} cannot be passed to a process."),
    };

    /// <summary>True when a value holds a secret parameter, so that it is masked wherever it is shown.</summary>
    internal static bool IsSensitive(object? value) => value switch
    {
        ParameterResource parameter => parameter.Secret,
        // An address is no secret; its resource's connection string may hold this very endpoint.
        EndpointReference or EndpointReferenceExpression => false,
        IValueWithReferences references => references.References.Any(IsSensitive),
        _ => false,
    };
}
