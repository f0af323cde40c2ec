using EventAi.Bench.Ollama;
using EventAi.Bench.Ollama.Calibration;
using EventAi.Bench.Ollama.Embedding;

// usage: OllamaBench: embeddings a second beside the TensorFlow.js original, and what the server takes at rest.
//        OllamaBench --calibrate [FILE]: the settings of the extractive model on questions with and without an answer.
if (args is ["--calibrate", ..])
{
    await Calibrator.RunAsync(args.Length > 1 ? args[1] : Repository.PathOf("Tests", "Emulators.Tests", "Ollama", "Data", "extractive.json"));
}
else
{
    await EmbeddingBench.RunAsync();
}
