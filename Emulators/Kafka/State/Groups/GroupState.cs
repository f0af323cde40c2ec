namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>States of a classic consumer group; their names are what DescribeGroups and ListGroups show.</summary>
internal enum GroupState
{
    /// <summary>No members; there may be committed offsets.</summary>
    Empty,

    /// <summary>Waiting for the members to join.</summary>
    PreparingRebalance,

    /// <summary>Waiting for the leader's assignment.</summary>
    CompletingRebalance,

    Stable,

    /// <summary>Deleted, or never there.</summary>
    Dead,
}
