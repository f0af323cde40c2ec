using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EventAi.Emulators.Kafka.Security;

/// <summary>The certificate that the options name: PKCS#12 (.pfx, .p12) with a password, or PEM with its key in the same or another file.</summary>
internal static class ServerCertificate
{
    /// <exception cref="IOException">There is no such file, or it holds no certificate with its key.</exception>
    public static X509Certificate2? Load(KafkaOptions options)
    {
        if (string.IsNullOrEmpty(options.Certificate))
        {
            return null;
        }

        try
        {
            return Path.GetExtension(options.Certificate) is ".pfx" or ".p12"
                ? X509CertificateLoader.LoadPkcs12FromFile(options.Certificate, options.CertificatePassword)
                : X509Certificate2.CreateFromPemFile(options.Certificate, options.CertificateKey ?? options.Certificate);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Kafka:Certificate {options.Certificate} cannot be used: {e.Message}", e);
        }
    }
}
