// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
using System.Globalization;

namespace StackExchange.Redis;

/// <summary>Parsed connection string: <c>host:port,password=…,connectTimeout=…,asyncTimeout=…,abortConnect=…,defaultDatabase=…</c>.</summary>
public sealed class ConfigurationOptions
{
    public string Host { get; private set; } = "localhost";

    public int Port { get; private set; } = 6379;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Milliseconds.</summary>
    public int ConnectTimeout { get; set; } = 5000;

    /// <summary>Milliseconds.</summary>
    public int AsyncTimeout { get; set; } = 5000;

    /// <summary>True: a first connection that fails is an error; false: it is tried on in the background.</summary>
    public bool AbortOnConnectFail { get; set; } = true;

    public int? DefaultDatabase { get; set; }

    public static ConfigurationOptions Parse(string configuration)
    {
        var options = new ConfigurationOptions();
        foreach (var part in configuration.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var separator = part.IndexOf('=');
            if (separator < 0)
            {
                options.SetEndpoint(part);
            }
            else
            {
                options.Set(part[..separator].Trim(), part[(separator + 1)..].Trim());
            }
        }
        return options;
    }

    private void SetEndpoint(string endpoint)
    {
        var colon = endpoint.LastIndexOf(':');
        Host = colon < 0 ? endpoint : endpoint[..colon];
        Port = colon < 0 ? Port : int.Parse(endpoint.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private void Set(string name, string value)
    {
        switch (name.ToLowerInvariant())
        {
            case "user":
                User = value;
                break;
            case "password":
                Password = value;
                break;
            case "connecttimeout":
                ConnectTimeout = int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
                break;
            case "asynctimeout" or "synctimeout":
                AsyncTimeout = int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
                break;
            case "abortconnect":
                AbortOnConnectFail = bool.Parse(value);
                break;
            case "defaultdatabase":
                DefaultDatabase = int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
                break;
            default:
                throw new ArgumentException($"Keyword '{name}' is not supported.", nameof(name));
        }
    }
}
