using EventAi.Bench.Retrieval;
using EventAi.Bench.Retrieval.Api;
using EventAi.Bench.Retrieval.Collections;

if (RetrievalCommandLine.Parse(args) is not { } command)
{
    Console.Error.WriteLine(RetrievalCommandLine.Usage);
    return 2;
}

try
{
    await (command.Feedback ? RetrievalRuns.FeedbackAsync(command) : RetrievalRuns.CollectionAsync(command));
    return 0;
}
catch (Exception error) when (error is CollectionException or ApiException or HttpRequestException)
{
    Console.Error.WriteLine($"retrieval: {error.Message}");
    return 1;
}
