namespace EventAi.AppHost.Tests;

/// <summary>All tests of the running system share it, and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SystemTests : ICollectionFixture<RunningSystem>
{
    public const string Name = "system";
}
