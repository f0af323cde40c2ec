using System.Text.RegularExpressions;
using EventAi.HybridSearch.Text;
using EventAi.Retrieval.Conversations;

namespace EventAi.Retrieval.Answers;

/// <summary>A question that leans on the one before ("And for the Gold card?") is put together with it, so that a search finds what both speak of.</summary>
internal static partial class FollowUp
{
    /// <summary>A question of fewer terms hardly stands alone.</summary>
    private const int FewTerms = 3;

    public static string Standalone(string question, IReadOnlyList<ConversationMessage> history, TextAnalyzer analyzer)
    {
        if (history.LastOrDefault(static message => message.Role == ConversationMessage.User) is not { } before)
        {
            return question;
        }
        return LeansBack().IsMatch(question) || analyzer.Terms(question).Count < FewTerms ? $"{before.Text.TrimEnd()} {question}" : question;
    }

    [GeneratedRegex(@"^\s*(and|but|so|or|what about|how about|then|also|why|und|aber|et|y)\b|\b(it|its|they|them|their|that|those|these|this|he|she|his|her|there|one|ones|same)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeansBack();
}
