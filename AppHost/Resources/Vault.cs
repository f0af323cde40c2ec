using System.Security.Cryptography;

namespace EventAi.AppHost.Resources;

/// <summary>Resource <c>vault</c>: what the tokens of personal data stand for, encrypted; a Redis of its own, which ingestion alone knows. Its key is a secret parameter.</summary>
internal static class Vault
{
    public static IResourceBuilder<IResourceWithConnectionString> AddPersonalDataVault(this IDistributedApplicationBuilder builder, Backing backing)
        => builder.AddRedisServer(backing, "vault");

    /// <summary>Made once for this machine and kept beside the data: with another key the tokens would be others.</summary>
    public static IResourceBuilder<ParameterResource> AddPersonalDataKey(this IDistributedApplicationBuilder builder)
        => builder.AddParameter("personal-data-key", () => builder.Configuration["Parameters:personal-data-key"] ?? KeyOf(DataDirectory.Of(builder, "vault-key")), secret: true);

    private static string KeyOf(string folder)
    {
        var file = Path.Combine(folder, "key");
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using var stream = new FileStream(file, options);
            using var writer = new StreamWriter(stream);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        return File.ReadAllText(file);
    }
}
