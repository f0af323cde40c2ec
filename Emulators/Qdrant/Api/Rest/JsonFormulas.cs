using System.Text.Json;

namespace EventAi.Emulators.Qdrant.Api.Rest;

/// <summary>Formulas from JSON: a number is a constant, a string a variable, an object with one member an operation, any other a condition.</summary>
internal static class JsonFormulas
{
    private const int MaxDepth = 64;

    public static Wire.Formula ToFormula(JsonElement formula, JsonElement query)
        => new()
        {
            Expression = ToExpression(formula, 0),
            Defaults = { JsonRequests.Get(query, "defaults") is { } defaults ? JsonRequests.ToFields(defaults) : [] },
        };

    private static Wire.Expression ToExpression(JsonElement json, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new JsonException($"the formula is nested deeper than {MaxDepth} levels");
        }
        switch (json.ValueKind)
        {
            case JsonValueKind.Number:
                return new Wire.Expression { Constant = json.GetSingle() };
            case JsonValueKind.String:
                return new Wire.Expression { Variable = json.GetString() };
            case JsonValueKind.Object when json.EnumerateObject().FirstOrDefault() is { Name: { } name, Value: var operand } && json.EnumerateObject().Count() == 1:
                return ToOperation(name, operand, depth) ?? Condition(json);
            case JsonValueKind.Object:
                return Condition(json);
            default:
                throw new JsonException("data did not match any variant of untagged enum Expression");
        }
    }

    private static Wire.Expression? ToOperation(string name, JsonElement operand, int depth)
    {
        return name switch
        {
            "mult" => new Wire.Expression { Mult = new Wire.MultExpression { Mult = { List() } } },
            "sum" => new Wire.Expression { Sum = new Wire.SumExpression { Sum = { List() } } },
            "neg" => new Wire.Expression { Neg = Inner(operand) },
            "abs" => new Wire.Expression { Abs = Inner(operand) },
            "sqrt" => new Wire.Expression { Sqrt = Inner(operand) },
            "exp" => new Wire.Expression { Exp = Inner(operand) },
            "log10" => new Wire.Expression { Log10 = Inner(operand) },
            "ln" => new Wire.Expression { Ln = Inner(operand) },
            "pow" => new Wire.Expression { Pow = new Wire.PowExpression { Base = Member("base"), Exponent = Member("exponent") } },
            "div" => new Wire.Expression { Div = Division() },
            "datetime" => new Wire.Expression { Datetime = operand.GetString() },
            "datetime_key" => new Wire.Expression { DatetimeKey = operand.GetString() },
            "geo_distance" => new Wire.Expression
            {
                GeoDistance = new Wire.GeoDistance
                {
                    Origin = ProtoJson.Read<Wire.GeoPoint>(JsonRequests.Required(operand, "origin")),
                    To = JsonRequests.Required(operand, "to").GetString(),
                },
            },
            "exp_decay" => new Wire.Expression { ExpDecay = Decay() },
            "gauss_decay" => new Wire.Expression { GaussDecay = Decay() },
            "lin_decay" => new Wire.Expression { LinDecay = Decay() },
            _ => null,
        };

        Wire.Expression Inner(JsonElement inner) => ToExpression(inner, depth + 1);

        Wire.Expression Member(string member) => Inner(JsonRequests.Required(operand, member));

        IEnumerable<Wire.Expression> List() => operand.EnumerateArray().Select(Inner);

        Wire.DivExpression Division()
        {
            var division = new Wire.DivExpression { Left = Member("left"), Right = Member("right") };
            if (JsonRequests.Get(operand, "by_zero_default") is { } otherwise)
            {
                division.ByZeroDefault = otherwise.GetSingle();
            }
            return division;
        }

        Wire.DecayParamsExpression Decay()
        {
            var decay = new Wire.DecayParamsExpression { X = Member("x"), Target = JsonRequests.Get(operand, "target") is { } target ? Inner(target) : null };
            if (JsonRequests.Get(operand, "scale") is { } scale)
            {
                decay.Scale = scale.GetSingle();
            }
            if (JsonRequests.Get(operand, "midpoint") is { } midpoint)
            {
                decay.Midpoint = midpoint.GetSingle();
            }
            return decay;
        }
    }

    private static Wire.Expression Condition(JsonElement json)
        => new() { Condition = JsonFilters.ToCondition(json) };
}
