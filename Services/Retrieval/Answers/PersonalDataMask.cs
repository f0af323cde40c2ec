using System.Text;
using EventAi.PersonalData;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// The last net on the way out: ingestion has put tokens in the place of personal data, so what looks like any here was made up by a model
/// or typed by a user. It is found as ingestion finds it, by form and check digits, so that amounts stay.
/// </summary>
internal static class PersonalDataMask
{
    public static string Masked(string text)
    {
        var found = PersonalDataFinder.Find(text);
        if (found.Count == 0)
        {
            return text;
        }
        var masked = new StringBuilder(text.Length);
        var end = 0;
        foreach (var match in found)
        {
            masked.Append(text, end, match.Start - end).Append('[').Append(match.Kind.Name()).Append(']');
            end = match.Start + match.Length;
        }
        return masked.Append(text, end, text.Length - end).ToString();
    }
}
