using EventAi.ServiceDefaults;

namespace EventAi.Services.Tests;

public class NameBasedGuidTests
{
    /// <summary>The example of RFC 9562, appendix A.4.</summary>
    [Fact]
    public void Create_ExampleOfTheStandard_GivesItsId()
    {
        var dns = Guid.Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        Assert.Equal(Guid.Parse("2ed6657d-e927-568b-95e1-2665a8aea6a2"), NameBasedGuid.Create(dns, "www.example.com"));
    }
}
