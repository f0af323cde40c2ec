namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Second pass over the tree: steps, filters, groups, sorts and bindings become members of the paths they belong to.</summary>
internal static class PathBuilder
{
    /// <remarks>A tree that stands in two places (the operand of ?: and ??) is built once.</remarks>
    public static Node Build(Node node) => node.Built ??= BuildOnce(node);

    private static Node BuildOnce(Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Name:
                return new Node(NodeKind.Path, node.Position) { Items = [node], KeepSingleton = node.KeepArray };
            case NodeKind.Binary when node.Text == ".":
                return Path(node);
            case NodeKind.Predicate:
                return Predicate(node);
            case NodeKind.Group:
                return Group(node);
            case NodeKind.OrderBy:
                return OrderBy(node);
            case NodeKind.Focus:
                return Focus(node);
            case NodeKind.IndexBind:
                return IndexBind(node);
            case NodeKind.Parent:
                node.Slot = new ParentSlot($"%{node.Position}");
                return node;
            case NodeKind.Negation when Build(node.Left!) is var operand:
                if (operand is { Kind: NodeKind.Literal, Value: Values.JsonNumber number })
                {
                    operand.Value = -number.Value;
                    return operand;
                }
                node.Left = operand;
                Ancestry.Push(node, operand);
                return node;
            case NodeKind.Apply:
                node.Left = Build(node.Left!);
                node.Right = Build(node.Right!);
                node.KeepArray = node.Left.KeepArray || node.Right.KeepArray;
                return node;
            default:
                Children(node);
                return node;
        }
    }

    /// <summary>The whole tree of an expression: what its parent operators mean must be in it.</summary>
    public static Node BuildRoot(Node node)
    {
        var root = Build(node);
        return root.Kind == NodeKind.Parent || root.Seeking?.Exists(static slot => slot.Level > 0) == true ? throw Ancestry.NoParent() : root;
    }

    private static void Children(Node node)
    {
        node.Left = node.Left is null ? null : Build(node.Left);
        node.Right = node.Right is null ? null : Build(node.Right);
        node.Third = node.Third is null ? null : Build(node.Third);
        if (node.Kind != NodeKind.Lambda)
        {
            node.Items = node.Items.ConvertAll(Build);
        }
        node.Pairs = node.Pairs.ConvertAll(static pair => (Build(pair.Key), Build(pair.Value)));
        PushParts(node);
        if (node.Kind == NodeKind.Block && node.Items.Exists(static item => item.IsConstructor || item is { Kind: NodeKind.Path, Items: [{ IsConstructor: true }, ..] }))
        {
            node.IsConstructor = true;
        }
    }

    private static void PushParts(Node node)
    {
        // A body is evaluated elsewhere, and the function of a call is no part of a path.
        if (node.Kind is NodeKind.Lambda or NodeKind.Transform)
        {
            return;
        }
        if (node.Kind is not (NodeKind.Call or NodeKind.Partial))
        {
            Ancestry.Push(node, node.Left);
            Ancestry.Push(node, node.Right);
            Ancestry.Push(node, node.Third);
        }
        node.Items.ForEach(item => Ancestry.Push(node, item));
        foreach (var (key, value) in node.Pairs)
        {
            Ancestry.Push(node, key);
            Ancestry.Push(node, value);
        }
    }

    private static Node Path(Node node)
    {
        var left = Build(node.Left!);
        var path = left.Kind == NodeKind.Path && left.Group is null && left.Predicates is null ? left : new Node(NodeKind.Path, node.Position) { Items = [left] };
        if (left.Slot is not null)
        {
            path.Seeking = [left.Slot];
        }
        var right = Build(node.Right!);
        if (right.Kind == NodeKind.Path)
        {
            path.Items.AddRange(right.Items);
            path.Group ??= right.Group;
            path.KeepSingleton |= right.KeepSingleton;
        }
        else
        {
            if (right.Predicates is not null)
            {
                (right.Stages, right.Predicates) = (right.Predicates, null);
            }
            path.Items.Add(right);
        }
        foreach (var step in path.Items)
        {
            if (step.Kind == NodeKind.Literal)
            {
                step.Text = step.Value!.AsString() ?? throw new JsonataException("S0213", $"The literal value {step.Value.Text} cannot be used as a step within a path expression");
                step.Kind = NodeKind.Name;
            }
        }
        path.KeepSingleton |= path.Items.Exists(static step => step.KeepArray);
        if (path.Items[0].Kind == NodeKind.Array)
        {
            path.Items[0].IsConstructor = true;
        }
        if (path.Items[^1].Kind == NodeKind.Array)
        {
            path.Items[^1].IsConstructor = true;
        }
        Ancestry.Resolve(path);
        return path;
    }

    private static Node Predicate(Node node)
    {
        var result = Build(node.Left!);
        var step = result.Kind == NodeKind.Path ? result.Items[^1] : result;
        if ((result.Kind == NodeKind.Path ? result.Group : step.Group) is not null)
        {
            throw new JsonataException("S0209", "A predicate cannot follow a grouping expression in a step");
        }
        var predicate = Build(node.Right!);
        Ancestry.Filter(step, predicate);
        var filter = new Node(NodeKind.Filter, node.Position) { Left = predicate };
        if (result.Kind == NodeKind.Path)
        {
            (step.Stages ??= []).Add(filter);
        }
        else
        {
            (step.Predicates ??= []).Add(filter);
        }
        return result;
    }

    private static Node Group(Node node)
    {
        var result = Build(node.Left!);
        if (result.Group is not null)
        {
            throw new JsonataException("S0210", "Each step can only have one grouping expression");
        }
        result.Group = new Node(NodeKind.Object, node.Position) { Pairs = node.Pairs.ConvertAll(static pair => (Build(pair.Key), Build(pair.Value))) };
        return result;
    }

    private static Node OrderBy(Node node)
    {
        var left = Build(node.Left!);
        var path = left.Kind == NodeKind.Path ? left : new Node(NodeKind.Path, node.Position) { Items = [left] };
        var sort = new Node(NodeKind.Sort, node.Position) { Terms = node.Terms.ConvertAll(static term => (Build(term.Expression), term.Descending)) };
        sort.Terms.ForEach(term => Ancestry.Push(sort, term.Expression));
        path.Items.Add(sort);
        Ancestry.Resolve(path);
        return path;
    }

    private static Node Focus(Node node)
    {
        var result = Build(node.Left!);
        var step = result.Kind == NodeKind.Path ? result.Items[^1] : result;
        if (step.Stages is not null || step.Predicates is not null)
        {
            throw new JsonataException("S0215", "A context variable binding must precede any predicates on a step");
        }
        if (step.Kind == NodeKind.Sort)
        {
            throw new JsonataException("S0216", "A context variable binding must precede the 'order-by' clause on a step");
        }
        step.KeepArray |= node.KeepArray;
        step.Focus = node.Text;
        step.IsTuple = true;
        return result;
    }

    private static Node IndexBind(Node node)
    {
        var result = Build(node.Left!);
        if (result.Kind != NodeKind.Path)
        {
            (result.Stages, result.Predicates) = (result.Predicates, null);
            result = new Node(NodeKind.Path, node.Position) { Items = [result] };
        }
        var step = result.Items[^1];
        if (step.Stages is null)
        {
            step.IndexVariable = node.Text;
        }
        else
        {
            step.Stages.Add(new Node(NodeKind.Index, node.Position) { Text = node.Text });
        }
        step.IsTuple = true;
        return result;
    }
}
