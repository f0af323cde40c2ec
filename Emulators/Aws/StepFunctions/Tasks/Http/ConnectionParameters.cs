namespace EventAi.Emulators.Aws.StepFunctions.Tasks.Http;

/// <summary>What an EventBridge connection adds to a request: the header that it authorizes with comes first of <paramref name="Headers"/>.</summary>
/// <param name="Headers">Names and values.</param>
/// <param name="Query">Names and values, not encoded.</param>
/// <param name="Body">Members of a JSON body.</param>
internal sealed record ConnectionParameters(List<(string Name, string Value)> Headers, List<(string Name, string Value)> Query, List<(string Name, string Value)> Body);
