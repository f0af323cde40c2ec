using Microsoft.Extensions.AI;
using OllamaSharp;

namespace EventAi.Services.Tests.Retrieval;

/// <summary>Clients of the model server.</summary>
internal static class Generator
{
    public static IEmbeddingGenerator<string, Embedding<float>> Embeddings(Uri address) => new OllamaApiClient(address, "use-lite");

    public static IChatClient Chat(Uri address) => new OllamaApiClient(address, "extractive");
}
