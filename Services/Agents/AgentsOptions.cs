using System.ComponentModel.DataAnnotations;

namespace EventAi.Agents;

/// <summary>Section <c>Agents</c>.</summary>
public sealed class AgentsOptions
{
    /// <summary>Chat model of the synthesis.</summary>
    [Required]
    public string ChatModel { get; set; } = "extractive";

    /// <summary>Passages that the search agent brings.</summary>
    [Range(1, 50)]
    public int Passages { get; set; } = 4;

    /// <summary>Longest request, characters.</summary>
    [Range(1, 100_000)]
    public int MaxInputLength { get; set; } = 2000;

    /// <summary>Time for one agent.</summary>
    public TimeSpan AgentTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
