namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>
/// Leads parent operators (%) to the steps that they mean: such a step turns its path into a stream of tuples, which keep
/// the context of the step under the operator's label.
/// </summary>
internal static class Ancestry
{
    /// <summary>Hands what a part still seeks on to the whole.</summary>
    public static void Push(Node whole, Node? part)
    {
        if (part is { Seeking: not null } or { Slot: not null })
        {
            (whole.Seeking ??= []).AddRange(Sought(part));
        }
    }

    /// <summary>Goes back along a path from its last step; what is not found there, the path seeks in what is around it.</summary>
    public static void Resolve(Node path)
    {
        var steps = path.Items;
        foreach (var slot in Sought(steps[^1]))
        {
            var index = steps.Count - 2;
            while (slot.Level > 0)
            {
                if (index < 0)
                {
                    (path.Seeking ??= []).Add(slot);
                    break;
                }
                var step = steps[index--];
                // Steps that only bind the focus share one context.
                while (index >= 0 && step.Focus is not null && steps[index].Focus is not null)
                {
                    step = steps[index--];
                }
                Seek(step, slot);
            }
        }
    }

    /// <summary>A predicate's parent of the first level is the context of its step.</summary>
    public static void Filter(Node step, Node predicate)
    {
        if (predicate.Seeking is null)
        {
            return;
        }
        foreach (var slot in predicate.Seeking)
        {
            if (slot.Level == 1)
            {
                Seek(step, slot);
            }
            else
            {
                slot.Level--;
            }
        }
        Push(step, predicate);
    }

    public static JsonataException NoParent() => new("S0217", "The object representing the 'parent' cannot be derived from this expression");

    private static List<ParentSlot> Sought(Node node) => [.. node.Seeking ?? [], .. node.Slot is null ? Array.Empty<ParentSlot>() : [node.Slot]];

    private static void Seek(Node node, ParentSlot slot)
    {
        switch (node.Kind)
        {
            case NodeKind.Name or NodeKind.Wildcard:
                if (--slot.Level == 0)
                {
                    slot.Label = node.Ancestor?.Label ?? slot.Label;
                    node.Ancestor = slot;
                    node.IsTuple = true;
                }
                break;
            case NodeKind.Parent:
                slot.Level++;
                break;
            case NodeKind.Block:
                if (node.Items.Count > 0)
                {
                    node.IsTuple = true;
                    Seek(node.Items[^1], slot);
                }
                break;
            case NodeKind.Path:
                node.IsTuple = true;
                var index = node.Items.Count - 1;
                do
                {
                    Seek(node.Items[index--], slot);
                }
                while (slot.Level > 0 && index >= 0);
                break;
            default:
                throw NoParent();
        }
    }
}
