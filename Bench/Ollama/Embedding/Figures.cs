namespace EventAi.Bench.Ollama.Embedding;

/// <param name="Tokens">In each text.</param>
/// <param name="Together">Texts a second in one request, all processors.</param>
/// <param name="PerCore">The same for a second of processor time.</param>
/// <param name="Alone">Texts a second, one request after another.</param>
/// <param name="Reference">Texts for a second of processor time of the TensorFlow.js original (wasm), one after another.</param>
/// <param name="ReferenceBatched">The same in batches of 32.</param>
/// <param name="Difference">Largest difference of a component between both vectors.</param>
internal sealed record Figures(int Tokens, double Together, double PerCore, double Alone, double Reference, double ReferenceBatched, double Difference);
