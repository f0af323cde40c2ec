using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard's process, a hidden resource named <c>aspire-dashboard</c> as in Aspire.</summary>
internal sealed class DashboardResource(string command, string workingDirectory) : ExecutableResource(ResourceName, command, workingDirectory)
{
    public const string ResourceName = "aspire-dashboard";
    public const string OtlpGrpc = "otlp-grpc";
    public const string OtlpHttp = "otlp-http";
}
