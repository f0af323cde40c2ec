using EventAi.Emulators.Aws.EventBridge.Actions;
using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.JsonProtocol;
using EventAi.Emulators.Aws.Signing;

namespace EventAi.Emulators.Aws.EventBridge;

/// <summary>Amazon EventBridge in AWS JSON 1.1 (API reference, 2015-10-07).</summary>
internal sealed class EventsService : JsonService
{
    public EventsService(
        BusActions buses, RuleActions rules, TargetActions targets, PutEventsAction putEvents, ArchiveActions archives, ReplayActions replays, ConnectionActions connections,
        DestinationActions destinations, EventTagActions tags, SignatureVerifier verifier, FaultInjection faults, ILogger<EventsService> logger)
        : base("events", "AWSEvents.", "application/x-amz-json-1.1", verifier, faults, logger)
    {
        Add("CreateEventBus", buses.Create);
        Add("UpdateEventBus", buses.Update);
        Add("DescribeEventBus", buses.Describe);
        Add("ListEventBuses", buses.List);
        Add("DeleteEventBus", buses.Delete);
        Add("PutPermission", buses.PutPermission);
        Add("RemovePermission", buses.RemovePermission);
        Add("PutRule", rules.Put);
        Add("DescribeRule", rules.Describe);
        Add("ListRules", rules.List);
        Add("DeleteRule", rules.Delete);
        Add("EnableRule", rules.Enable);
        Add("DisableRule", rules.Disable);
        Add("TestEventPattern", rules.TestPattern);
        Add("PutTargets", targets.Put);
        Add("RemoveTargets", targets.Remove);
        Add("ListTargetsByRule", targets.List);
        Add("ListRuleNamesByTarget", targets.ListRules);
        Add("PutEvents", putEvents.Execute);
        Add("CreateArchive", archives.Create);
        Add("UpdateArchive", archives.Update);
        Add("DescribeArchive", archives.Describe);
        Add("ListArchives", archives.List);
        Add("DeleteArchive", archives.Delete);
        Add("StartReplay", replays.Start);
        Add("DescribeReplay", replays.Describe);
        Add("ListReplays", replays.List);
        Add("CancelReplay", replays.Cancel);
        Add("CreateConnection", connections.Create);
        Add("UpdateConnection", connections.Update);
        Add("DescribeConnection", connections.Describe);
        Add("ListConnections", connections.List);
        Add("DeleteConnection", connections.Delete);
        Add("DeauthorizeConnection", connections.Deauthorize);
        Add("CreateApiDestination", destinations.Create);
        Add("UpdateApiDestination", destinations.Update);
        Add("DescribeApiDestination", destinations.Describe);
        Add("ListApiDestinations", destinations.List);
        Add("DeleteApiDestination", destinations.Delete);
        Add("TagResource", tags.Tag);
        Add("UntagResource", tags.Untag);
        Add("ListTagsForResource", tags.List);
    }
}
