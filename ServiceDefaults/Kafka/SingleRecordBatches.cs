namespace EventAi.ServiceDefaults.Kafka;

/// <summary>Lets a single-record handler run in the batch loop.</summary>
internal sealed class SingleRecordBatches<TEvent>(IEventHandler<TEvent> handler) : IEventBatchHandler<TEvent>
{
    public IEventHandler<TEvent> Handler => handler;

    public async Task HandleAsync(IReadOnlyList<Received<TEvent>> batch, CancellationToken cancellationToken)
    {
        foreach (var received in batch)
        {
            await handler.HandleAsync(received, cancellationToken);
        }
    }
}
