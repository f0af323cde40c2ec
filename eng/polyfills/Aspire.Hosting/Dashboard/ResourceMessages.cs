using System.Collections;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;
using Google.Protobuf.WellKnownTypes;
using State = Aspire.Hosting.Dashboard.Protocol.ResourceCommandState;
using Status = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Aspire.Hosting.Dashboard;

/// <summary>A resource's snapshot as the dashboard's message.</summary>
internal static class ResourceMessages
{
    public static Protocol.Resource Resource(ResourceEvent update)
    {
        var snapshot = update.Snapshot;
        Protocol.Resource resource = new()
        {
            Name = update.ResourceId,
            Uid = update.ResourceId,
            DisplayName = update.Resource.Name,
            ResourceType = snapshot.ResourceType,
            State = snapshot.State?.Text ?? "",
            StateStyle = snapshot.State?.Style ?? "",
            IsHidden = snapshot.IsHidden || snapshot.State?.Text == KnownResourceStates.Hidden,
            CreatedAt = Timestamp(snapshot.CreationTimeStamp),
            StartedAt = Timestamp(snapshot.StartTimeStamp),
            StoppedAt = Timestamp(snapshot.StopTimeStamp),
        };
        if (snapshot.IconName is { } icon)
        {
            resource.IconName = icon;
            resource.IconVariant = Variant(snapshot.IconVariant);
        }
        resource.Environment.AddRange(snapshot.EnvironmentVariables.Select(v => new EnvironmentVariable { Name = v.Name, Value = v.Value ?? "", IsFromSpec = v.IsFromSpec }));
        resource.Urls.AddRange(snapshot.Urls.Select(Url));
        resource.Relationships.AddRange(snapshot.Relationships.Select(r => new ResourceRelationship { ResourceName = r.ResourceName, Type = r.Type }));
        resource.Volumes.AddRange(snapshot.Volumes.Select(v => new Volume { Source = v.Source ?? "", Target = v.Target, MountType = v.MountType, IsReadOnly = v.IsReadOnly }));
        resource.HealthReports.AddRange(snapshot.HealthReports.Select(Report));
        resource.Commands.AddRange(snapshot.Commands.Select(Command));
        resource.Properties.AddRange(snapshot.Properties.Select(p => new ResourceProperty { Name = p.Name, Value = Value(p.Value), IsSensitive = p.IsSensitive }));
        return resource;
    }

    internal static Value Value(object? value) => value switch
    {
        null => Google.Protobuf.WellKnownTypes.Value.ForNull(),
        string text => Google.Protobuf.WellKnownTypes.Value.ForString(text),
        bool flag => Google.Protobuf.WellKnownTypes.Value.ForBool(flag),
        IEnumerable items => Google.Protobuf.WellKnownTypes.Value.ForList([.. items.Cast<object?>().Select(Value)]),
        IConvertible number => Google.Protobuf.WellKnownTypes.Value.ForString(Convert.ToString(number, CultureInfo.InvariantCulture)),
        _ => Google.Protobuf.WellKnownTypes.Value.ForString(value.ToString()),
    };

    private static Url Url(UrlSnapshot url) => new()
    {
        EndpointName = url.Name ?? "",
        FullUrl = url.Url,
        IsInternal = url.IsInternal,
        IsInactive = url.IsInactive,
        DisplayProperties = new() { DisplayName = url.DisplayProperties.DisplayName, SortOrder = url.DisplayProperties.SortOrder },
    };

    private static HealthReport Report(HealthReportSnapshot snapshot)
    {
        HealthReport report = new() { Key = snapshot.Name, Description = snapshot.Description ?? "", Exception = snapshot.ExceptionText ?? "", LastRunAt = Timestamp(snapshot.LastRunAt) };
        if (snapshot.Status is { } status)
        {
            report.Status = status switch
            {
                Status.Healthy => HealthStatus.Healthy,
                Status.Degraded => HealthStatus.Degraded,
                _ => HealthStatus.Unhealthy,
            };
        }
        return report;
    }

    private static ResourceCommand Command(ResourceCommandSnapshot snapshot) => new()
    {
        Name = snapshot.Name,
        DisplayName = snapshot.DisplayName,
        DisplayDescription = snapshot.DisplayDescription ?? "",
        ConfirmationMessage = snapshot.ConfirmationMessage ?? "",
        IconName = snapshot.IconName ?? "",
        IconVariant = Variant(snapshot.IconVariant),
        IsHighlighted = snapshot.IsHighlighted,
        State = snapshot.State switch
        {
            ApplicationModel.ResourceCommandState.Enabled => State.Enabled,
            ApplicationModel.ResourceCommandState.Disabled => State.Disabled,
            _ => State.Hidden,
        },
    };

    private static Protocol.IconVariant Variant(ApplicationModel.IconVariant? variant)
        => variant == ApplicationModel.IconVariant.Filled ? Protocol.IconVariant.Filled : Protocol.IconVariant.Regular;

    private static Timestamp? Timestamp(DateTime? time) => time is { } utc ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTime(utc.ToUniversalTime()) : null;
}
