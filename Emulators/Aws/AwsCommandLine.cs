namespace EventAi.Emulators.Aws;

/// <summary>The switches of the command line and what they stand for in the configuration.</summary>
internal static class AwsCommandLine
{
    public const string Help = """
        An AWS endpoint: S3, SQS, EventBridge and Step Functions on one port.

          --port <n>            TCP port, 0 for a free one (4566)
          --data <directory>    where everything is kept (aws-data)
          --memory              keep nothing on disk
          --access-key <id>     let only this access key in and verify its signatures ...
          --secret-key <secret> ... with this secret (any key pair otherwise)
          --object-ownership <kind>  of buckets made without one: BucketOwnerEnforced, as in S3 (no ACLs), or ObjectWriter, as before 2023
          --help                this text

        All settings: section Aws of the configuration (Aws__Port=4566 in the environment; HTTP_PORTS gives the port too).
        """;

    /// <summary>Switch → configuration key.</summary>
    public static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--port"] = "Aws:Port",
        ["--data"] = "Aws:Data",
        ["--address"] = "Aws:Address",
        ["--memory"] = "Aws:Memory",
        ["--access-key"] = "Aws:AccessKey",
        ["--secret-key"] = "Aws:SecretKey",
        ["--object-ownership"] = "Aws:ObjectOwnership",
    };

    /// <summary>Options from configuration and arguments; a message where they cannot be read, <see cref="Help"/> where it is asked for.</summary>
    public static (AwsOptions? Options, string? Message) Read(string[] args)
    {
        if (args.Contains("--help", StringComparer.Ordinal))
        {
            return (null, Help);
        }
        var unknown = args.FirstOrDefault(arg => arg.StartsWith("--", StringComparison.Ordinal)
            && !Switches.ContainsKey(arg.Split('=')[0]) && !arg.Contains(':'));
        if (unknown is not null)
        {
            return (null, $"aws: there is no switch {unknown}; see --help.");
        }
        // The one switch without a value of its own.
        var expanded = args.Select(static arg => arg is "--memory" ? "--memory=true" : arg).ToArray();
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(expanded, Switches).Build();
        var options = new AwsOptions();
        try
        {
            if (configuration["HTTP_PORTS"]?.Split(';')[0] is { Length: > 0 } ports)
            {
                options.Port = int.Parse(ports);
            }
            configuration.GetSection(AwsOptions.Section).Bind(options);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or OverflowException)
        {
            return (null, $"aws: {exception.Message} {exception.InnerException?.Message}".TrimEnd());
        }
        return (options, null);
    }
}
