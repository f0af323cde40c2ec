using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel
{
    public enum UrlDisplayLocation
    {
        SummaryAndDetails = 0,
        DetailsOnly = 1,
    }

    public sealed class ResourceUrlAnnotation : IResourceAnnotation
    {
        public required string Url { get; set; }

        public string? DisplayText { get; set; }

        public EndpointReference? Endpoint { get; init; }

        public int? DisplayOrder { get; set; }

        public UrlDisplayLocation DisplayLocation { get; set; }
    }

    public class ResourceUrlsCallbackContext(
        DistributedApplicationExecutionContext executionContext, IResource resource, List<ResourceUrlAnnotation>? urls = null, CancellationToken cancellationToken = default)
    {
        public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

        public IResource Resource { get; } = resource;

        public List<ResourceUrlAnnotation> Urls { get; } = urls ?? [];

        public CancellationToken CancellationToken { get; } = cancellationToken;

        public ILogger Logger { get; set; } = NullLogger.Instance;

        public EndpointReference? GetEndpoint(string name)
            => Resource is IResourceWithEndpoints resource && resource.GetEndpoint(name) is { Exists: true } endpoint ? endpoint : null;
    }

    public sealed class ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback) : IResourceAnnotation
    {
        public ResourceUrlsCallbackAnnotation(Action<ResourceUrlsCallbackContext> callback)
            : this(context =>
            {
                callback(context);
                return Task.CompletedTask;
            })
        {
        }

        public Func<ResourceUrlsCallbackContext, Task> Callback { get; } = callback;
    }
}

namespace Aspire.Hosting
{
    public static partial class ResourceBuilderExtensions
    {
        public static IResourceBuilder<T> WithUrls<T>(this IResourceBuilder<T> builder, Action<ResourceUrlsCallbackContext> callback)
            where T : IResource => builder.WithAnnotation(new ResourceUrlsCallbackAnnotation(callback));

        public static IResourceBuilder<T> WithUrls<T>(this IResourceBuilder<T> builder, Func<ResourceUrlsCallbackContext, Task> callback)
            where T : IResource => builder.WithAnnotation(new ResourceUrlsCallbackAnnotation(callback));

        public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, string url, string? displayText = null)
            where T : IResource => builder.WithUrls(context => context.Urls.Add(new() { Url = url, DisplayText = displayText }));

        public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, ReferenceExpression url, string? displayText = null)
            where T : IResource => builder.WithUrls(async context =>
            {
                if (await url.GetValueAsync(context.CancellationToken) is { } text)
                {
                    context.Urls.Add(new() { Url = text, DisplayText = displayText });
                }
            });

        public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, in ReferenceExpression.ExpressionInterpolatedStringHandler url, string? displayText = null)
            where T : IResource => builder.WithUrl(url.ToExpression(), displayText);

        /// <summary>Changes how the address of an endpoint is shown.</summary>
        public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
            where T : IResource => builder.WithUrls(context =>
            {
                if (context.Urls.FirstOrDefault(u => string.Equals(u.Endpoint?.EndpointName, endpointName, StringComparison.OrdinalIgnoreCase)) is { } url)
                {
                    callback(url);
                }
            });

        /// <summary>Adds an address at an endpoint; a relative one is taken from the endpoint's root.</summary>
        public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Func<EndpointReference, ResourceUrlAnnotation> callback)
            where T : IResourceWithEndpoints => builder.WithUrls(context =>
            {
                if (builder.GetEndpoint(endpointName) is { Exists: true } endpoint)
                {
                    var url = callback(endpoint);
                    context.Urls.Add(new() { Url = url.Url, DisplayText = url.DisplayText, DisplayOrder = url.DisplayOrder, DisplayLocation = url.DisplayLocation, Endpoint = endpoint });
                }
            });
    }
}
