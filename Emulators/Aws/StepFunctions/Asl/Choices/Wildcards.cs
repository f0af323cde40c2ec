namespace EventAi.Emulators.Aws.StepFunctions.Asl.Choices;

/// <summary>StringMatches: an asterisk stands for any characters, a backslash makes it (or a backslash) literal.</summary>
public static class Wildcards
{
    public static bool Match(string pattern, string text)
    {
        var tokens = new List<(char Character, bool IsAny)>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is '*' or '\\')
            {
                tokens.Add((pattern[++i], false));
            }
            else
            {
                tokens.Add((pattern[i], pattern[i] == '*'));
            }
        }
        // Greedy with one step back: linear in practice, quadratic at worst.
        var (at, token, star, mark) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (token < tokens.Count && tokens[token].IsAny)
            {
                (star, mark) = (token++, at);
            }
            else if (token < tokens.Count && tokens[token].Character == text[at])
            {
                token++;
                at++;
            }
            else if (star >= 0)
            {
                token = star + 1;
                at = ++mark;
            }
            else
            {
                return false;
            }
        }
        while (token < tokens.Count && tokens[token].IsAny)
        {
            token++;
        }
        return token == tokens.Count;
    }
}
