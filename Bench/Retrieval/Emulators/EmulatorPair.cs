using EventAi.Emulators.Ollama;
using EventAi.Emulators.Qdrant;
using OllamaSharp;
using Qdrant.Client;

namespace EventAi.Bench.Retrieval.Emulators;

/// <summary>The model server and the vector store with an empty folder, both gone at the end.</summary>
internal sealed class EmulatorPair : IDisposable
{
    private static readonly TimeSpan RequestDeadline = TimeSpan.FromMinutes(5);

    private readonly EmulatorProcess ollama;
    private readonly EmulatorProcess qdrant;
    private readonly DirectoryInfo data;
    private readonly HttpClient http;

    private EmulatorPair(EmulatorProcess ollama, EmulatorProcess qdrant, DirectoryInfo data)
    {
        (this.ollama, this.qdrant, this.data) = (ollama, qdrant, data);
        http = new HttpClient { BaseAddress = new Uri(ollama.Ready.Split(' ')[^1]), Timeout = RequestDeadline };
        Models = new OllamaApiClient(http, "use-lite");
        var words = qdrant.Ready.Split(' ');
        Store = new QdrantClient(new Uri(words[Array.IndexOf(words, "grpc") + 1]), grpcTimeout: RequestDeadline);
    }

    public OllamaApiClient Models { get; }

    public QdrantClient Store { get; }

    public static async Task<EmulatorPair> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("eventai-retrieval-");
        var modelServer = await EmulatorProcess.StartAsync(typeof(OllamaServer).Assembly.Location, "Ollama emulator ready", "--port", "0");
        try
        {
            var vectorStore = await EmulatorProcess.StartAsync(
                typeof(QdrantServer).Assembly.Location, "Qdrant emulator ready", "--rest-port", "0", "--grpc-port", "0", "--data", folder.FullName);
            return new EmulatorPair(modelServer, vectorStore, folder);
        }
        catch
        {
            modelServer.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Store.Dispose();
        Models.Dispose();
        http.Dispose();
        ollama.Dispose();
        qdrant.Dispose();
        data.Delete(recursive: true);
    }
}
