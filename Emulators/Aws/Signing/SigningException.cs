using System.Text;

namespace EventAi.Emulators.Aws.Signing;

/// <summary>A request that is not authentic.</summary>
internal sealed class SigningException(SigningFailure failure, string message) : Exception(message)
{
    public SigningFailure Failure { get; } = failure;

    /// <summary>What should have been signed, where it is known: AWS tells it too, and it is the quickest way to a bug in a client.</summary>
    public string? StringToSign { get; init; }

    public string? CanonicalRequest { get; init; }

    /// <summary>What S3 tells besides.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];

    /// <summary>The elements that S3's answer to a wrong signature has.</summary>
    public static IReadOnlyList<(string Name, string Value)> Compared(string accessKey, string given, string stringToSign, string? canonicalRequest = null)
    {
        var details = new List<(string, string)> { ("AWSAccessKeyId", accessKey), ("StringToSign", stringToSign), ("SignatureProvided", given), ("StringToSignBytes", Bytes(stringToSign)) };
        if (canonicalRequest is not null)
        {
            details.Add(("CanonicalRequest", canonicalRequest));
            details.Add(("CanonicalRequestBytes", Bytes(canonicalRequest)));
        }
        return details;
    }

    private static string Bytes(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)) is var hex ? string.Join(' ', hex.Chunk(2).Select(static pair => new string(pair))) : "";
}
