using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>The folder <c>.eventai</c> of the repository in which the application host lies: what the setup scripts fetch, and logs.</summary>
internal static class RepositoryState
{
    public static string? Find(IConfiguration configuration)
    {
        for (var directory = configuration["AppHost:Directory"]; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (Path.Combine(directory, ".eventai") is var state && Directory.Exists(state))
            {
                return state;
            }
        }
        return null;
    }
}
