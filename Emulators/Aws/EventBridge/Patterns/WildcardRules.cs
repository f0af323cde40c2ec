using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>Which wildcard patterns AWS takes.</summary>
internal static class WildcardRules
{
    private const int MostWildcards = 5;

    public static void Check(string pattern, Json at)
    {
        var wildcards = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                if (i + 1 >= pattern.Length || pattern[i + 1] is not ('*' or '\\'))
                {
                    throw new PatternException($"Invalid escape character at pos {i + 1}", at, PatternPlace.Read);
                }
                i++;
            }
            else if (pattern[i] == '*')
            {
                if (i > 0 && pattern[i - 1] == '*' && (i < 2 || pattern[i - 2] != '\\'))
                {
                    throw new PatternException($"Consecutive wildcard characters at pos {i}", at, PatternPlace.Read);
                }
                wildcards++;
            }
        }
        if (wildcards > MostWildcards)
        {
            throw new PatternException("Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character");
        }
    }
}
