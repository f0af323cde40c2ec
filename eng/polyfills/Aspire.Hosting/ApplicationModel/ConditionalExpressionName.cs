using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The manifest name of a conditional expression: <c>cond-</c>, the condition's expression in lower case with hyphens, and the
/// XXH32 digest of its parts (as Aspire 13.5 names them, so that both feeds write the same manifest).
/// </summary>
internal static class ConditionalExpressionName
{
    public static string Of(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        var expression = condition is IManifestExpressionProvider provider ? provider.ValueExpression : condition.GetType().Name;
        var words = string.Join('-', new string([.. expression.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var digest = XxHash32(Encoding.UTF8.GetBytes(expression + whenTrue.ValueExpression + whenFalse.ValueExpression + matchValue));
        return $"cond-{(words.Length > 0 && condition is IManifestExpressionProvider ? words : "expr")}-{digest:x8}";
    }

    /// <summary>XXH32 with seed 0 (xxHash specification, section "XXH32 algorithm description").</summary>
    internal static uint XxHash32(ReadOnlySpan<byte> data)
    {
        const uint p1 = 2654435761, p2 = 2246822519, p3 = 3266489917, p4 = 668265263, p5 = 374761393;
        unchecked
        {
            var rest = data;
            uint hash;
            if (data.Length >= 16)
            {
                Span<uint> lanes = [p1 + p2, p2, 0, 0 - p1];
                for (; rest.Length >= 16; rest = rest[16..])
                {
                    for (var i = 0; i < 4; i++)
                    {
                        lanes[i] = BitOperations.RotateLeft(lanes[i] + (BinaryPrimitives.ReadUInt32LittleEndian(rest[(i * 4)..]) * p2), 13) * p1;
                    }
                }
                hash = BitOperations.RotateLeft(lanes[0], 1) + BitOperations.RotateLeft(lanes[1], 7)
                    + BitOperations.RotateLeft(lanes[2], 12) + BitOperations.RotateLeft(lanes[3], 18);
            }
            else
            {
                hash = p5;
            }
            hash += (uint)data.Length;
            for (; rest.Length >= 4; rest = rest[4..])
            {
                hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(rest) * p3), 17) * p4;
            }
            foreach (var value in rest)
            {
                hash = BitOperations.RotateLeft(hash + (value * p5), 11) * p1;
            }
            hash = (hash ^ (hash >> 15)) * p2;
            hash = (hash ^ (hash >> 13)) * p3;
            return hash ^ (hash >> 16);
        }
    }
}
