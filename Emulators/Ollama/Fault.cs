using System.Text.Json.Serialization;

namespace EventAi.Emulators.Ollama;

/// <summary>What happens to the next <see cref="Count"/> requests of <see cref="Path"/>; the delay comes first.</summary>
internal sealed record Fault(
    [property: JsonRequired] string Path, int? Status = null, int DelayMs = 0, bool Drop = false, int Count = 1);
