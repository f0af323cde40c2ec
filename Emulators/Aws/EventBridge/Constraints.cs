namespace EventAi.Emulators.Aws.EventBridge;

/// <summary>Collects what is wrong with the members of a request: AWS tells all of it at once.</summary>
internal sealed class Constraints
{
    private readonly List<string> _violations = [];

    public Constraints Name(string value, string member, int longest)
        => Require(EventsArns.IsName(value), value, member, "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+")
            .Require(value.Length <= longest, value, member, $"Member must have length less than or equal to {longest}");

    public Constraints OneOf(string? value, string member, params ReadOnlySpan<string> values)
        => Require(value is null || values.Contains(value), value, member, $"Member must satisfy enum value set: [{string.Join(", ", values)}]");

    public Constraints Present(string? value, string member)
    {
        if (value is null)
        {
            _violations.Add($"Value null at '{member}' failed to satisfy constraint: Member must not be null");
        }
        return this;
    }

    public Constraints Require(bool holds, string? value, string member, string constraint)
    {
        if (!holds)
        {
            _violations.Add($"Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");
        }
        return this;
    }

    /// <exception cref="AwsException">Something is wrong.</exception>
    public void Check()
    {
        if (_violations.Count > 0)
        {
            throw EventsErrors.Validation($"{_violations.Count} validation error{(_violations.Count == 1 ? "" : "s")} detected: {string.Join("; ", _violations)}");
        }
    }
}
