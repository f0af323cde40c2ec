using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;

/// <summary>Reads the fields of one object of a definition, and reports those that are not as they must be.</summary>
internal sealed class FieldReader(DefinitionReader reader, JsonObject definition, string location, bool isJsonata)
{
    public DefinitionReader Reader => reader;

    public JsonObject Definition => definition;

    public string Location => location;

    public bool IsJsonata => isJsonata;

    public Json? this[string field] => definition[field];

    public bool Has(string field) => definition.Has(field);

    public void Report(string field, string message) => reader.Report($"{location}/{field}", message);

    public void Known(params IEnumerable<string> fields)
    {
        foreach (var name in definition.Names)
        {
            if (!fields.Contains(name, StringComparer.Ordinal))
            {
                Report(name, $"Field '{name}' is not supported");
            }
        }
    }

    public void Exclusive(string first, string second)
    {
        if (Has(first) && Has(second))
        {
            reader.Report(location, $"Only one of these fields is allowed: [{first}, {second}]");
        }
    }

    public string? Text(string field)
    {
        if (!Has(field))
        {
            return null;
        }
        var text = this[field]!.AsString();
        if (text is null)
        {
            Report(field, "Expected value of type String");
        }
        return text;
    }

    public bool Flag(string field)
    {
        if (Has(field) && this[field] is not JsonBoolean)
        {
            Report(field, "Expected value of type Boolean");
        }
        return this[field]?.AsBoolean() == true;
    }

    public int? Whole(string field, int least, int most)
    {
        if (!Has(field))
        {
            return null;
        }
        if (this[field] is JsonNumber { IsWhole: true } number && number.Value >= least && number.Value <= most)
        {
            return (int)number.Value;
        }
        Report(field, this[field] is JsonNumber { IsWhole: true } ? $"The field value must be between {least} and {most}" : "Expected value of type Integer");
        return null;
    }

    public double? Number(string field, double least, double most = double.PositiveInfinity)
    {
        if (!Has(field))
        {
            return null;
        }
        if (this[field] is JsonNumber number && number.Value >= least)
        {
            if (number.Value > most)
            {
                Report(field, $"The field value must be between {JsonNumber.Format(least)} and {JsonNumber.Format(most)}");
                return null;
            }
            return number.Value;
        }
        Report(field, this[field] is JsonNumber ? $"The field value must not be less than {JsonNumber.Format(least)}" : "Expected value of type Number");
        return null;
    }

    /// <summary>Reports a required list that is absent, empty or no list.</summary>
    public void NoList(string field)
    {
        if (Has(field))
        {
            Report(field, this[field] is JsonArray ? "Value cannot be empty" : "Expected value of type Array");
        }
        else
        {
            reader.Report(location, $"These fields are required: [{field}]");
        }
    }

    /// <summary>A field that, where it is there, has one of some values.</summary>
    public void Among(string field, params string[] values)
    {
        if (Has(field) && !values.Contains(this[field]!.AsString(), StringComparer.Ordinal))
        {
            Report(field, $"The field '{field}' should have one of these values: [{string.Join(", ", values)}]");
        }
    }

    /// <summary>A path into input, context object or a variable.</summary>
    /// <param name="field">Name.</param>
    /// <param name="isReference">Whether it must lead to one place.</param>
    public PathExpression? Path(string field, bool isReference = false)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }
        try
        {
            var path = PathExpression.Parse(text);
            if (isReference && !path.Path.IsReference)
            {
                Report(field, "Value is not a Reference Path: it must identify a single node");
            }
            return path;
        }
        catch (PathSyntaxException exception)
        {
            Report(field, $"Value is not a valid JSONPath: {exception.Message}");
            return null;
        }
    }

    /// <summary>InputPath and OutputPath: a path, or null for an empty object.</summary>
    /// <returns>The path; whether it is null in the definition.</returns>
    public (PathExpression? Path, bool Discards) NullablePath(string field) => this[field] is JsonNull ? (null, true) : (Path(field), false);

    public JsonPath? ReferencePath(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }
        try
        {
            var path = JsonPath.Parse(text);
            if (!path.IsReference || text.StartsWith("$$", StringComparison.Ordinal))
            {
                Report(field, "Value is not a Reference Path: it must identify a single node");
            }
            return path;
        }
        catch (PathSyntaxException exception)
        {
            Report(field, $"Value is not a Reference Path: {exception.Message}");
            return null;
        }
    }

    /// <summary>A payload template in JSONPath states, JSONata templates in the others.</summary>
    public ITemplate? Template(string field, string? name = null)
    {
        if (this[field] is not { } value)
        {
            return null;
        }
        return isJsonata
            ? JsonataTemplate.Parse(value, name ?? field, (_, message) => Report(field, message))
            : PayloadTemplate.Parse(value, reader.Report, $"{location}/{field}");
    }

    /// <summary>As <see cref="Template"/>, but in JSONPath states it must be an object.</summary>
    public ITemplate? Payload(string field)
    {
        if (!isJsonata && Has(field) && this[field] is not JsonObject)
        {
            Report(field, "Expected value of type Object");
            return null;
        }
        return Template(field);
    }

    /// <summary>A field that JSONata states may compute.</summary>
    public JsonataTemplate? Computed(string field)
        => isJsonata && this[field]?.AsString() is { } text && JsonataTemplate.IsExpression(text) ? Template(field) as JsonataTemplate : null;
}
