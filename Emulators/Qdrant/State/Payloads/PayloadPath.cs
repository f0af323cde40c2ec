namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>
/// A key into a payload: names joined by dots, <c>[]</c> for every element of an array, <c>[n]</c> for one, a name with dots in double
/// quotes (Qdrant documentation: "Payload", nested keys).
/// </summary>
internal sealed class PayloadPath
{
    private readonly PayloadStep[] _steps;

    private PayloadPath(string text, PayloadStep[] steps)
    {
        Text = text;
        _steps = steps;
    }

    public string Text { get; }

    /// <exception cref="StoreException">The text is not a path.</exception>
    public static PayloadPath Parse(string text)
    {
        var steps = new List<PayloadStep>();
        var position = 0;
        while (true)
        {
            steps.Add(ReadName(text, ref position));
            while (position < text.Length && text[position] == '[')
            {
                steps.Add(ReadIndex(text, ref position));
            }
            if (position == text.Length)
            {
                return new PayloadPath(text, [.. steps]);
            }
            if (text[position] != '.')
            {
                throw Invalid(text);
            }
            position++;
        }
    }

    /// <summary>The same path, every element of the array it leads to.</summary>
    public PayloadPath Elements()
        => _steps[^1].Kind == PayloadStepKind.Element ? this : new PayloadPath(Text + "[]", [.. _steps, PayloadStep.EveryElement]);

    /// <summary>Adds to <paramref name="found"/> every value the path leads to; none where a part of it is missing.</summary>
    public void Find(Payload payload, List<PayloadValue> found) => Find(PayloadValue.From(payload), 0, found);

    public bool EndsAfter(int step) => step == _steps.Length - 1;

    public bool IsEveryElement(int step) => step < _steps.Length && _steps[step] == PayloadStep.EveryElement;

    public bool PassesThrough(int step, string name) => step < _steps.Length && string.Equals(_steps[step].Name, name, StringComparison.Ordinal);

    /// <summary>The steps of a path through objects only, or null where it goes through an array.</summary>
    public IReadOnlyList<string>? Names()
        => _steps.All(step => step.Kind == PayloadStepKind.Name) ? [.. _steps.Select(step => step.Name)] : null;

    private void Find(in PayloadValue value, int step, List<PayloadValue> found)
    {
        if (step == _steps.Length)
        {
            found.Add(value);
            return;
        }
        var next = _steps[step];
        switch (next.Kind)
        {
            case PayloadStepKind.Name when value.Kind == PayloadKind.Object && value.Object.TryGetValue(next.Name, out var member):
                Find(member, step + 1, found);
                break;
            case PayloadStepKind.Element when value.Kind == PayloadKind.List && next.Index is { } index:
                if (index < value.List.Length)
                {
                    Find(value.List[index], step + 1, found);
                }
                break;
            case PayloadStepKind.Element when value.Kind == PayloadKind.List:
                foreach (var element in value.List)
                {
                    Find(element, step + 1, found);
                }
                break;
            default:
                break;
        }
    }

    private static PayloadStep ReadName(string text, ref int position)
    {
        var start = position;
        if (position < text.Length && text[position] == '"')
        {
            var end = text.IndexOf('"', position + 1);
            position = end + 1;
            return end > start + 1 ? PayloadStep.Named(text[(start + 1)..end]) : throw Invalid(text);
        }
        while (position < text.Length && text[position] is not ('.' or '[' or ']' or '"'))
        {
            position++;
        }
        return position > start ? PayloadStep.Named(text[start..position]) : throw Invalid(text);
    }

    private static PayloadStep ReadIndex(string text, ref int position)
    {
        var end = text.IndexOf(']', position);
        if (end < 0)
        {
            throw Invalid(text);
        }
        var digits = text.AsSpan(position + 1, end - position - 1);
        position = end + 1;
        return digits.IsEmpty ? PayloadStep.EveryElement
            : int.TryParse(digits, System.Globalization.NumberStyles.None, null, out var index) ? PayloadStep.At(index)
            : throw Invalid(text);
    }

    private static StoreException Invalid(string text) => StoreException.BadInput($"Invalid JSON path: '{text}'");
}
