namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>Formulas as functions (lib/segment: rescore_formula/formula_scorer.rs).</summary>
internal static class Formulas
{
    private const int MaxDepth = 64;

    public static Formula ToFormula(Wire.Formula formula)
        => new(ToFunction(formula.Expression, 0), Payloads.ToPayload(formula.Defaults));

    private static Func<FormulaContext, double> ToFunction(Wire.Expression? expression, int depth)
    {
        if (depth > MaxDepth)
        {
            throw StoreException.BadInput($"Formula is nested deeper than {MaxDepth} levels");
        }
        switch (expression?.VariantCase)
        {
            case Wire.Expression.VariantOneofCase.Constant:
                var constant = (double)expression.Constant;
                return _ => constant;
            case Wire.Expression.VariantOneofCase.Variable:
                return ToVariable(expression.Variable);
            case Wire.Expression.VariantOneofCase.Condition:
                var condition = Filters.ToFilter(new Wire.Filter { Must = { expression.Condition } });
                return context => context.Matches(condition) ? 1 : 0;
            case Wire.Expression.VariantOneofCase.GeoDistance:
                var origin = Filters.ToPoint(expression.GeoDistance.Origin);
                var to = PayloadPath.Parse(expression.GeoDistance.To);
                return context => GeoShape.TryPoint(context.Value(to, "geo point"), out var point)
                    ? GeoShape.Distance(origin, point)
                    : throw FormulaContext.Missing(to.Text, "geo point", "Value is not a geo point");
            case Wire.Expression.VariantOneofCase.Datetime:
                var fixedTime = Seconds(expression.Datetime, "datetime");
                return _ => fixedTime;
            case Wire.Expression.VariantOneofCase.DatetimeKey:
                var key = PayloadPath.Parse(expression.DatetimeKey);
                return context => context.Value(key, "datetime") is { Kind: PayloadKind.String } text
                    ? Seconds(text.String, key.Text)
                    : throw FormulaContext.Missing(key.Text, "datetime", "Value is not a string");
            case Wire.Expression.VariantOneofCase.Mult:
                var factors = expression.Mult.Mult.Select(factor => ToFunction(factor, depth + 1)).ToArray();
                return context => Product(factors, context);
            case Wire.Expression.VariantOneofCase.Sum:
                var terms = expression.Sum.Sum.Select(term => ToFunction(term, depth + 1)).ToArray();
                return context => terms.Sum(term => term(context));
            case Wire.Expression.VariantOneofCase.Div:
                return Quotient(ToFunction(expression.Div.Left, depth + 1), ToFunction(expression.Div.Right, depth + 1), expression.Div.HasByZeroDefault ? expression.Div.ByZeroDefault : null);
            case Wire.Expression.VariantOneofCase.Neg:
                return Unary(expression.Neg, depth, value => -value, "-");
            case Wire.Expression.VariantOneofCase.Abs:
                return Unary(expression.Abs, depth, Math.Abs, "abs");
            case Wire.Expression.VariantOneofCase.Sqrt:
                return Unary(expression.Sqrt, depth, Math.Sqrt, "√");
            case Wire.Expression.VariantOneofCase.Exp:
                return Unary(expression.Exp, depth, Math.Exp, "exp");
            case Wire.Expression.VariantOneofCase.Log10:
                return Unary(expression.Log10, depth, Math.Log10, "log10");
            case Wire.Expression.VariantOneofCase.Ln:
                return Unary(expression.Ln, depth, Math.Log, "ln");
            case Wire.Expression.VariantOneofCase.Pow:
                var (power, exponent) = (ToFunction(expression.Pow.Base, depth + 1), ToFunction(expression.Pow.Exponent, depth + 1));
                return context => Finite(Math.Pow(power(context), exponent(context)), "pow");
            case Wire.Expression.VariantOneofCase.ExpDecay:
                return Decay(expression.ExpDecay, depth, (midpoint, scale) => Math.Log(midpoint) / scale, (difference, lambda) => Math.Exp(lambda * Math.Abs(difference)));
            case Wire.Expression.VariantOneofCase.GaussDecay:
                return Decay(expression.GaussDecay, depth, (midpoint, scale) => Math.Log(midpoint) / (scale * scale), (difference, lambda) => Math.Exp(lambda * difference * difference));
            case Wire.Expression.VariantOneofCase.LinDecay:
                return Decay(expression.LinDecay, depth, (midpoint, scale) => (1 - midpoint) / scale, (difference, lambda) => Math.Max(0, 1 - (lambda * Math.Abs(difference))));
            default:
                throw StoreException.Malformed("missing field: expression");
        }
    }

    /// <summary><c>$score</c> is the first prefetch's score, <c>$score[n]</c> that of another; anything else is a payload key.</summary>
    private static Func<FormulaContext, double> ToVariable(string name)
    {
        if (!name.StartsWith('$'))
        {
            var path = PayloadPath.Parse(name);
            return context => context.Number(path);
        }
        var prefetch = name == "$score" ? 0
            : name.StartsWith("$score[", StringComparison.Ordinal) && name.EndsWith(']') && int.TryParse(name[7..^1], out var index) && index >= 0 ? index
            : throw StoreException.BadInput($"Validation failed: failed to parse variable {name}: Invalid reserved variable");
        return context => context.Score(prefetch, name);
    }

    private static Func<FormulaContext, double> Unary(Wire.Expression operand, int depth, Func<double, double> function, string name)
    {
        var inner = ToFunction(operand, depth + 1);
        return context => Finite(function(inner(context)), name);
    }

    private static double Product(Func<FormulaContext, double>[] factors, FormulaContext context)
    {
        var product = 1.0;
        foreach (var factor in factors)
        {
            var value = factor(context);
            if (value == 0)
            {
                return 0; // the factors after it may have no value at all
            }
            product *= value;
        }
        return product;
    }

    private static Func<FormulaContext, double> Quotient(Func<FormulaContext, double> left, Func<FormulaContext, double> right, double? byZero)
        => context =>
        {
            var numerator = left(context);
            if (numerator == 0)
            {
                return 0;
            }
            var denominator = right(context);
            return denominator == 0 && byZero is { } otherwise ? otherwise : Finite(numerator / denominator, $"{numerator}/{denominator}");
        };

    private static Func<FormulaContext, double> Decay(
        Wire.DecayParamsExpression parameters, int depth, Func<double, double, double> lambdaOf, Func<double, double, double> decay)
    {
        var x = ToFunction(parameters.X, depth + 1);
        var target = parameters.Target is null ? _ => 0 : ToFunction(parameters.Target, depth + 1);
        var midpoint = parameters.HasMidpoint ? parameters.Midpoint : 0.5;
        var scale = parameters.HasScale ? parameters.Scale : 1.0;
        if (midpoint is <= 0 or >= 1)
        {
            throw StoreException.BadInput($"Validation failed: failed to parse decay midpoint {midpoint}: Value should be between 0.0 and 1.0");
        }
        if (scale <= 0)
        {
            throw StoreException.BadInput($"Validation failed: failed to parse decay scale {scale}: Value should be non-zero positive");
        }
        var lambda = lambdaOf(midpoint, scale);
        return context => decay(x(context) - target(context), lambda);
    }

    private static double Finite(double value, string expression)
        => double.IsFinite(value) ? value : throw StoreException.BadInput($"The expression {expression} produced a non-finite number");

    private static double Seconds(string text, string name)
        => PayloadTime.TryParse(text, out var time)
            ? PayloadTime.Microseconds(time) / 1e6
            : throw FormulaContext.Missing(name, "datetime", "Value is not a datetime");
}
