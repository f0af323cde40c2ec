namespace EventAi.ServiceDefaults.Kafka;

/// <summary>A handler that keeps something per partition is told when one comes to it: other members may have handled its records since it was here last.</summary>
public interface IPartitionObserver
{
    /// <summary>Before the first record of the partition is handled.</summary>
    void OnAssigned(int partition);
}
