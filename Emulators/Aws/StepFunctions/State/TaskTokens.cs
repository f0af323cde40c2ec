using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>Task tokens: the execution's and the task's number, and a seal that nobody outside can make.</summary>
internal sealed class TaskTokens(byte[] secret)
{
    private const int SealBytes = 20;

    public string Make(long execution, int task)
    {
        Span<byte> token = stackalloc byte[12 + SealBytes];
        BinaryPrimitives.WriteInt64BigEndian(token, execution);
        BinaryPrimitives.WriteInt32BigEndian(token[8..], task);
        Seal(token);
        return Base64Url.EncodeToString(token);
    }

    public (long Execution, int Task)? Read(string text)
    {
        Span<byte> token = stackalloc byte[12 + SealBytes];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, token, out var count) || count != token.Length)
        {
            return null;
        }
        Span<byte> expected = stackalloc byte[token.Length];
        token[..12].CopyTo(expected);
        Seal(expected);
        return CryptographicOperations.FixedTimeEquals(expected, token)
            ? (BinaryPrimitives.ReadInt64BigEndian(token), BinaryPrimitives.ReadInt32BigEndian(token[8..]))
            : null;
    }

    private void Seal(Span<byte> token)
    {
        Span<byte> seal = stackalloc byte[32];
        HMACSHA256.HashData(secret, token[..12], seal);
        seal[..SealBytes].CopyTo(token[12..]);
    }
}
