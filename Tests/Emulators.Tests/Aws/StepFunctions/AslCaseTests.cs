namespace EventAi.Emulators.Tests.Aws.StepFunctions;

public sealed class AslCaseTests
{
    private static readonly Dictionary<string, AslCase> Cases = AslCase.All().ToDictionary(static single => single.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Case_InVirtualTime_GoesAsExpected(string name) => Assert.Equal("", Cases[name].Run());
}
