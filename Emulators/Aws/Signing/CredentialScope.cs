namespace EventAi.Emulators.Aws.Signing;

/// <summary>What a signature is made with, as far as it is the same for many requests of one client.</summary>
internal sealed record CredentialScope(string AccessKey, string Date, string Region, string Service, IReadOnlyList<string> SignedHeaders)
{
    /// <returns>Null and the reason where the two are not well formed.</returns>
    public static (CredentialScope? Scope, string? Reason) Parse(string credential, string headers)
    {
        // An access key may hold slashes, the four elements of the scope may not.
        var scope = credential.Split('/');
        if (scope.Length < 5 || scope[^1] != "aws4_request" || scope[^4].Length != 8 || scope[^3].Length == 0 || scope[^2].Length == 0)
        {
            return (null, "The Credential must be <access key>/<yyyyMMdd>/<region>/<service>/aws4_request.");
        }
        var accessKey = string.Join('/', scope[..^4]);
        if (accessKey.Length == 0)
        {
            return (null, "The Credential holds no access key.");
        }
        var names = headers.Split(';', StringSplitOptions.RemoveEmptyEntries);
        return names.Contains("host", StringComparer.Ordinal)
            ? (new CredentialScope(accessKey, scope[^4], scope[^3], scope[^2], names), null)
            : (null, "The header host must be signed.");
    }
}
