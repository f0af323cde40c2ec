using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>A node of an expression's syntax tree. Which members are set depends on the kind.</summary>
internal sealed class Node(NodeKind kind, int position)
{
    public NodeKind Kind { get; set; } = kind;

    /// <summary>Character in the expression, from 0.</summary>
    public int Position { get; } = position;

    /// <summary>Operator, name of a field, variable, or index.</summary>
    public string Text { get; set; } = "";

    public Json? Value { get; set; }

    public Regex? Regex { get; set; }

    public Node? Left { get; set; }

    public Node? Right { get; set; }

    public Node? Third { get; set; }

    /// <summary>Steps of a path, items, arguments, expressions of a block.</summary>
    public List<Node> Items { get; set; } = [];

    public List<(Node Key, Node Value)> Pairs { get; set; } = [];

    /// <summary>Terms of a sort.</summary>
    public List<(Node Expression, bool Descending)> Terms { get; set; } = [];

    public Signature? Signature { get; set; }

    /// <summary>Filters (and index bindings) of a step.</summary>
    public List<Node>? Stages { get; set; }

    /// <summary>Filters of an expression that is no step.</summary>
    public List<Node>? Predicates { get; set; }

    public Node? Group { get; set; }

    public string? Focus { get; set; }

    public string? IndexVariable { get; set; }

    /// <summary>Whether the step binds variables, so that what follows is a stream of tuples.</summary>
    public bool IsTuple { get; set; }

    /// <summary>Of a parent operator: what it looks for.</summary>
    public ParentSlot? Slot { get; set; }

    /// <summary>Of a step that a parent operator means: under which label its context is kept.</summary>
    public ParentSlot? Ancestor { get; set; }

    /// <summary>What parent operators within this node have not found within it.</summary>
    public List<ParentSlot>? Seeking { get; set; }

    /// <summary>What the second pass made of this node.</summary>
    public Node? Built { get; set; }

    public bool KeepArray { get; set; }

    public bool KeepSingleton { get; set; }

    /// <summary>Whether an array that this constructs must not be flattened into its surroundings.</summary>
    public bool IsConstructor { get; set; }
}
