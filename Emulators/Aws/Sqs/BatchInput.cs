namespace EventAi.Emulators.Aws.Sqs;

/// <summary>Input of a batch operation.</summary>
internal sealed record BatchInput<TEntry>(string? QueueUrl, List<TEntry>? Entries)
    where TEntry : IBatchEntry
{
    private const int MostEntries = 10;

    /// <summary>Entries whose number and ids are as they must be.</summary>
    /// <exception cref="AwsException">They are not.</exception>
    public IReadOnlyList<TEntry> Checked(string entryName)
    {
        if (Entries is not { Count: > 0 })
        {
            throw SqsErrors.EmptyBatch(entryName);
        }
        if (Entries.Count > MostEntries)
        {
            throw SqsErrors.TooManyEntries(Entries.Count);
        }
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in Entries)
        {
            if (entry.Id is not { Length: > 0 and <= 80 } id || !id.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
            {
                throw SqsErrors.InvalidBatchEntryId();
            }
            if (!ids.Add(id))
            {
                throw SqsErrors.IdsNotDistinct(id);
            }
        }
        return Entries;
    }
}
