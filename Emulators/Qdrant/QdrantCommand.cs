using System.ComponentModel.DataAnnotations;

namespace EventAi.Emulators.Qdrant;

/// <summary>The command line: options from the environment and switches, one line when ready, one line and exit code 1 when it cannot start.</summary>
internal static class QdrantCommand
{
    private const string Help = """
        Qdrant emulator: gRPC and REST interfaces of the vector database Qdrant, on 127.0.0.1.

          --grpc-port N   gRPC port (6334; 0 takes a free one)        Qdrant__GrpcPort
          --rest-port N   REST and health port (6333; 0: a free one)  Qdrant__RestPort
          --data DIR      directory of the collections                Qdrant__Data
          --faults true   faults can be asked for at /admin/faults    Qdrant__Faults
          --help          this text

        Qdrant__ApiKey: where set, calls must carry it in the header api-key; Qdrant__ReadOnlyApiKey: a key that may only read.
        Qdrant__FlushSeconds: changes are on the disk after this time at the latest (5; 0 for before they are answered).
        """;

    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--grpc-port"] = $"{QdrantOptions.Section}:{nameof(QdrantOptions.GrpcPort)}",
        ["--rest-port"] = $"{QdrantOptions.Section}:{nameof(QdrantOptions.RestPort)}",
        ["--faults"] = $"{QdrantOptions.Section}:{nameof(QdrantOptions.Faults)}",
        ["--data"] = $"{QdrantOptions.Section}:{nameof(QdrantOptions.Data)}",
    };

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Contains("--help", StringComparer.Ordinal))
        {
            Console.WriteLine(Help);
            return 0;
        }
        try
        {
            var options = ReadOptions(args);
            await using var server = await QdrantServer.StartAsync(options);
            Console.WriteLine($"Qdrant emulator ready: grpc {server.GrpcAddress} rest {server.RestAddress} data {Path.GetFullPath(options.Data)}");
            await server.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ValidationException
            or InvalidOperationException or FormatException)
        {
            await Console.Error.WriteLineAsync($"Qdrant emulator: {exception.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    private static QdrantOptions ReadOptions(string[] args)
    {
        if (Array.Find(args, arg => arg.StartsWith("--", StringComparison.Ordinal) && !arg.Contains(':') && !Switches.ContainsKey(arg.Split('=')[0])) is { } unknown)
        {
            throw new ValidationException($"unknown switch {unknown}; --help lists what there is");
        }
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args, Switches).Build();
        var options = configuration.GetSection(QdrantOptions.Section).Get<QdrantOptions>() ?? new QdrantOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return options;
    }
}
