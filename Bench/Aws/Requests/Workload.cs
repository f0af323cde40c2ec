namespace EventAi.Bench.Aws.Requests;

/// <summary>One row of the table: what every connection does again and again.</summary>
/// <param name="Name">In the table.</param>
/// <param name="OnceAsync">One operation: connection, its number from 0, and how many it did before.</param>
internal sealed record Workload(string Name, Func<HttpConnection, int, int, Task> OnceAsync)
{
    /// <param name="port">The server's. Connections are new in each round, as some servers close them while others are asked.</param>
    /// <param name="inFlight">How many connections, each with one request at a time.</param>
    /// <param name="length">Of the round.</param>
    /// <returns>Operations a second.</returns>
    public async Task<double> RunAsync(int port, int inFlight, TimeSpan length)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => HttpConnection.OpenAsync(port)));
        try
        {
            var done = 0L;
            var started = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(connections.Select((connection, number) => Task.Run(async () =>
            {
                var i = 0;
                for (; TimeProvider.System.GetElapsedTime(started) < length; i++)
                {
                    await OnceAsync(connection, number, i);
                }
                Interlocked.Add(ref done, i);
            })));
            return done / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        }
        finally
        {
            Array.ForEach(connections, static connection => connection.Dispose());
        }
    }
}
