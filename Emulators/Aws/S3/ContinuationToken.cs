using System.Text;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>A place in a listing as an opaque text.</summary>
internal static class ContinuationToken
{
    public static string Encode(ListPosition position) => Convert.ToBase64String(Encoding.UTF8.GetBytes((position.IsPrefix ? "p" : "k") + position.Key));

    /// <exception cref="AwsException">InvalidArgument.</exception>
    public static ListPosition Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && length > 0 && bytes[0] is (byte)'p' or (byte)'k'
            ? new ListPosition(Encoding.UTF8.GetString(bytes, 1, length - 1), IsPrefix: bytes[0] == 'p')
            : throw S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
    }
}
