namespace EventAi.Emulators.Aws;

/// <summary>Ids by which an answer is told apart in logs: 16 capital characters, as S3's look; none comes twice in a process.</summary>
internal static class RequestId
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static ulong s_last = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray());

    public static string New() => string.Create(16, Next(), static (text, value) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Alphabet[(int)(value & 31)];
            value = ulong.RotateRight(value, 5);
        }
    });

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014): every value of 64 bits once, without an order to be seen.</summary>
    private static ulong Next()
    {
        var value = Interlocked.Add(ref s_last, 0x9E3779B97F4A7C15);
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
