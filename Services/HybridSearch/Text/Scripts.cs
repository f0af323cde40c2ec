using System.Text;

namespace EventAi.HybridSearch.Text;

internal static class Scripts
{
    /// <summary>Han, Kana and Hangul: scripts whose words are not parted by spaces, or not in a way that helps to find them.</summary>
    public static bool IsIdeographic(Rune rune) => rune.Value is
        (>= 0x3041 and <= 0x30ff) or (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff) or (>= 0xac00 and <= 0xd7af)
        or (>= 0xf900 and <= 0xfaff) or (>= 0xff66 and <= 0xff9d) or (>= 0x20000 and <= 0x323af);
}
