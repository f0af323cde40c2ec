namespace EventAi.ServiceDefaults.Kafka;

/// <summary>A record can never be handled, whatever the number of attempts: it goes to the dead-letter topic at once.</summary>
public sealed class PermanentFailureException : Exception
{
    public PermanentFailureException(string message)
        : base(message)
    {
    }

    public PermanentFailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
