namespace EventAi.Emulators.Aws.S3.State;

/// <summary>A multipart upload under way. Its bucket's gate guards it.</summary>
internal sealed class Upload(UploadInfo info, IEnumerable<PartInfo> parts)
{
    private readonly SortedDictionary<int, PartInfo> _parts = new(parts.ToDictionary(static part => part.Number));

    public UploadInfo Info { get; } = info;

    /// <summary>By number.</summary>
    public IReadOnlyList<PartInfo> Parts => [.. _parts.Values];

    public void Put(PartInfo part) => _parts[part.Number] = part;
}
