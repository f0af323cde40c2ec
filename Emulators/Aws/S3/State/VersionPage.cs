namespace EventAi.Emulators.Aws.S3.State;

/// <summary>A page of versions, in order.</summary>
/// <param name="Versions">Versions and delete markers, and whether each is its key's newest.</param>
/// <param name="CommonPrefixes">Keys rolled up to the delimiter.</param>
/// <param name="Next">The last place of this page where there is another; null where this is the last.</param>
/// <param name="NextVersion">The version at that place; null where it is a prefix.</param>
internal sealed record VersionPage(IReadOnlyList<(ObjectInfo Info, bool Newest)> Versions, IReadOnlyList<string> CommonPrefixes, ListPosition? Next, string? NextVersion)
{
    /// <summary>The first <paramref name="limit"/> of both together.</summary>
    public static VersionPage Cut(List<(ObjectInfo Info, bool Newest)> versions, List<string> prefixes, int limit)
    {
        if (versions.Count + prefixes.Count <= limit)
        {
            return new VersionPage(versions, prefixes, Next: null, NextVersion: null);
        }
        int v = 0, p = 0;
        while (v + p < limit)
        {
            var versionFirst = p == prefixes.Count || (v < versions.Count && KeyOrder.Instance.Compare(versions[v].Info.Key, prefixes[p]) < 0);
            _ = versionFirst ? v++ : p++;
        }
        var lastIsVersion = v > 0 && (p == 0 || KeyOrder.Instance.Compare(versions[v - 1].Info.Key, prefixes[p - 1]) > 0);
        return new VersionPage(
            versions[..v],
            prefixes[..p],
            lastIsVersion ? new ListPosition(versions[v - 1].Info.Key, IsPrefix: false) : new ListPosition(p > 0 ? prefixes[p - 1] : "", IsPrefix: true),
            lastIsVersion ? versions[v - 1].Info.VersionId : null);
    }
}
