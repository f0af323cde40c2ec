namespace EventAi.Emulators.Aws.S3.State;

/// <summary>A page of a listing, in order.</summary>
/// <param name="Objects">Keys that are no part of a common prefix.</param>
/// <param name="CommonPrefixes">Keys rolled up to the delimiter.</param>
/// <param name="Next">Where the next page goes on; null where this is the last.</param>
internal sealed record ListPage(IReadOnlyList<ObjectInfo> Objects, IReadOnlyList<string> CommonPrefixes, ListPosition? Next);
