namespace EventAi.Services.Tests.Retrieval;

/// <summary>One service for all these tests; each uses documents, tags and words of its own.</summary>
[CollectionDefinition(Name)]
public sealed class RetrievalTests : ICollectionFixture<RetrievalFixture>
{
    public const string Name = "Retrieval";
}
