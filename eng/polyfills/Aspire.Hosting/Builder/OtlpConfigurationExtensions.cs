using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public static class OtlpConfigurationExtensions
{
    /// <summary>The instance's part of a resource id, put in when the process starts (replicas share one environment).</summary>
    internal const string InstanceIdToken = "{{instance-id}}";

    /// <summary>Tells the resource to send its telemetry to the dashboard; AddProject does so by itself.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
    {
        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment);
        return builder;
    }

    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment)
        => resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            if (context.ExecutionContext.IsPublishMode)
            {
                return;
            }
            var variables = context.EnvironmentVariables;
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = OtlpEndpoint(context, configuration);
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={InstanceIdToken}";
            variables["OTEL_SERVICE_NAME"] = resource.Name;
            if (environment.IsDevelopment())
            {
                variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000"; // ms
                variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
                variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
                variables["OTEL_TRACES_SAMPLER"] = "always_on";
                variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
                variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
            }
        }));

    private static object OtlpEndpoint(EnvironmentCallbackContext context, IConfiguration configuration)
    {
        var dashboard = context.ExecutionContext.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<DashboardResource>().FirstOrDefault();
        return dashboard?.GetEndpoint(DashboardResource.OtlpGrpc) is { Exists: true } endpoint
            ? endpoint
            : configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? "http://localhost:18889";
    }
}
