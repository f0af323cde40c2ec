namespace EventAi.Emulators.Tests.Aws.StepFunctions;

public sealed class AslCaseTests
{
    private static readonly Dictionary<string, AslCase> Cases = AslCase.All().ToDictionary(static single => single.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Case_InVirtualTime_GoesAsExpected(string name)
    {
        var fault = Cases[name].Run();
        if (fault.Length > 0)
        {
            // An assertion of equality would cut the text.
            Assert.Fail(fault);
        }
    }
}
