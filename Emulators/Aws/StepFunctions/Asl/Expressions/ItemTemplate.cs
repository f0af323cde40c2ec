using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>An array with expressions among its items.</summary>
internal sealed class ItemTemplate(IReadOnlyList<ITemplate> items) : ITemplate
{
    public IEnumerable<string> References => items.SelectMany(static item => item.References);

    public Json Evaluate(Evaluation evaluation)
    {
        var result = new JsonArray();
        foreach (var item in items)
        {
            result.Add(item.Evaluate(evaluation));
        }
        return result;
    }
}
