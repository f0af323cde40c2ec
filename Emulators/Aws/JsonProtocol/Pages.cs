using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.JsonProtocol;

/// <summary>Lists in pages. A token names the position of the next item.</summary>
internal static class Pages
{
    /// <param name="items">All, in an order that does not change.</param>
    /// <param name="most">Items of a page.</param>
    /// <param name="token">Of the page before; null for the first.</param>
    /// <param name="invalid">What a token that is none is answered with.</param>
    public static (List<T> Page, string? Next) Cut<T>(IEnumerable<T> items, int most, string? token, Func<AwsException> invalid)
    {
        var skip = token is null ? 0 : Position(token) ?? throw invalid();
        var page = items.Skip(skip).Take(most + 1).ToList();
        if (page.Count <= most)
        {
            return (page, null);
        }
        page.RemoveAt(most);
        return (page, Convert.ToBase64String(Encoding.UTF8.GetBytes($"page:{skip + most}")));
    }

    public static JsonObject Answer(string member, IEnumerable<Json> items, string nextMember, string? next)
        => new() { { member, new JsonArray(items) }, { nextMember, next } };

    private static int? Position(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var count) && Encoding.UTF8.GetString(bytes, 0, count) is ['p', 'a', 'g', 'e', ':', .. var digits] && int.TryParse(digits, out var position) && position >= 0
            ? position
            : null;
    }
}
