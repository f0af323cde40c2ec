using System.Text.Json.Serialization;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Output of a batch operation: what went well, what did not; where nothing failed, AWS says nothing of it.</summary>
internal sealed record BatchOutput<TEntry>(List<TEntry> Successful, [property: JsonIgnore] List<BatchFailure> Failed)
{
    [JsonPropertyName("Failed")]
    public List<BatchFailure>? ToldFailed => Failed.Count == 0 ? null : Failed;
}
