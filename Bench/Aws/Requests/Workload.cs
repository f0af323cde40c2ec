namespace EventAi.Bench.Aws.Requests;

/// <summary>One row of the table: what every connection does again and again.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Once">One operation: connection, its number from 0, and how many it did before.</param>
internal sealed record Workload(string Name, Action<HttpConnection, int, int> Once)
{
    /// <param name="port">The server's. Connections are new in each round, as some servers close them while others are asked.</param>
    /// <param name="inFlight">How many connections, each with a thread of its own and one request at a time.</param>
    /// <param name="length">Of the round.</param>
    /// <returns>Operations a second.</returns>
    public async Task<double> RunAsync(int port, int inFlight, TimeSpan length)
    {
        var done = 0L;
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(number => Task.Factory.StartNew(
            () =>
            {
                using var connection = HttpConnection.Open(port);
                var i = 0;
                for (; TimeProvider.System.GetElapsedTime(started) < length; i++)
                {
                    Once(connection, number, i);
                }
                Interlocked.Add(ref done, i);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return done / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
