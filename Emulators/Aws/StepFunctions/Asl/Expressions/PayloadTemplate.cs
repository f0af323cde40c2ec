using EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;
using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>Reads payload templates: a member whose name ends in <c>.$</c> holds a path or an intrinsic function.</summary>
internal static class PayloadTemplate
{
    /// <exception cref="PathSyntaxException">A dynamic member is neither; its message is AWS's.</exception>
    public static ITemplate Parse(Json value, Action<string, string>? problem = null, string location = "")
    {
        switch (value)
        {
            case JsonObject members:
                var parsed = new List<(string, ITemplate)>(members.Count);
                foreach (var (name, member) in members)
                {
                    parsed.Add(name.EndsWith(".$", StringComparison.Ordinal)
                        ? (name[..^2], Dynamic(name, member, problem, location))
                        : (name, Parse(member, problem, $"{location}/{name}")));
                }
                return parsed.TrueForAll(static member => member.Item2 is LiteralTemplate) && parsed.Count == members.Count
                    ? new LiteralTemplate(value)
                    : new MemberTemplate(parsed);
            case JsonArray array:
                var items = array.Select((item, index) => Parse(item, problem, $"{location}[{index}]")).ToList();
                return items.TrueForAll(static item => item is LiteralTemplate) ? new LiteralTemplate(value) : new ItemTemplate(items);
            default:
                return new LiteralTemplate(value);
        }
    }

    /// <param name="field">Name with its ending.</param>
    /// <param name="value">What it holds.</param>
    /// <param name="problem">Told of what is neither.</param>
    /// <param name="location">Of the object that holds the field: that is where AWS reports it.</param>
    private static ITemplate Dynamic(string field, Json value, Action<string, string>? problem, string location)
    {
        try
        {
            return value.AsString() switch
            {
                { } text when text.StartsWith('$') => new PathTemplate(PathExpression.Parse(text), field),
                { } text => IntrinsicTemplate.Parse(text),
                null => throw new PathSyntaxException("no string"),
            };
        }
        catch (PathSyntaxException) when (problem is not null)
        {
            problem(location, $"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call");
            return new LiteralTemplate(Json.Null);
        }
    }
}
