using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>An object with expressions among its members.</summary>
internal sealed class MemberTemplate(IReadOnlyList<(string Name, ITemplate Value)> members) : ITemplate
{
    public IEnumerable<string> References => members.SelectMany(static member => member.Value.References);

    public Json Evaluate(Evaluation evaluation)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            result.Add(name, value.Evaluate(evaluation));
        }
        return result;
    }
}
