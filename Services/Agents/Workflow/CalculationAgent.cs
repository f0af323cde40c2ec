using System.Globalization;
using EventAi.Agents.Calculation;

namespace EventAi.Agents.Workflow;

/// <summary>Calculates the arithmetic in a request.</summary>
public sealed class CalculationAgent : IAgent
{
    public string Name => "calculation";

    public bool CanHelp(string input) => ExpressionFinder.Find(input) is not null;

    public Task<IReadOnlyList<AgentFinding>> RunAsync(string input, CancellationToken cancellationToken)
    {
        var expression = ExpressionFinder.Find(input)!;
        var value = Arithmetic.Evaluate(expression);
        return Task.FromResult<IReadOnlyList<AgentFinding>>(
            [new AgentFinding(expression, $"{expression} = {value.ToString("0.##########", CultureInfo.InvariantCulture)}.")]);
    }
}
