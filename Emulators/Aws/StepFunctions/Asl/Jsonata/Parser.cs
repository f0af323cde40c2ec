using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>A top-down operator precedence parser; <see cref="PathBuilder"/> then joins what belongs to one path.</summary>
internal sealed class Parser
{
    private const int Deepest = 200;

    private static readonly Dictionary<string, int> Powers = new(StringComparer.Ordinal)
    {
        ["."] = 75, ["["] = 80, ["{"] = 70, ["("] = 80, ["@"] = 80, ["#"] = 80, ["?"] = 20, ["+"] = 50, ["-"] = 50, ["*"] = 60, ["/"] = 60, ["%"] = 60,
        ["="] = 40, ["<"] = 40, [">"] = 40, ["^"] = 40, ["**"] = 60, [".."] = 20, [":="] = 10, ["!="] = 40, ["<="] = 40, [">="] = 40, ["~>"] = 40,
        ["?:"] = 40, ["??"] = 40, ["and"] = 30, ["or"] = 25, ["in"] = 40, ["&"] = 50,
    };

    private readonly Lexer _lexer;
    private Token _token;
    private int _depth;

    private Parser(string text)
    {
        _lexer = new Lexer(text);
        _token = _lexer.Next(infix: false);
    }

    /// <exception cref="JsonataException">The text is no expression.</exception>
    public static Node Parse(string text)
    {
        var parser = new Parser(text);
        var node = parser.Expression(0);
        if (parser._token.Kind != TokenKind.End)
        {
            throw new JsonataException("S0201", $"Syntax error: \"{parser._token.Text}\"");
        }
        return PathBuilder.BuildRoot(node);
    }

    private Node Expression(int power)
    {
        if (++_depth > Deepest)
        {
            throw new JsonataException("S0500", "The expression is nested too deeply");
        }
        var token = _token;
        Advance(infix: true);
        var left = Prefix(token);
        while (_token.Kind == TokenKind.Operator && power < Powers.GetValueOrDefault(_token.Text))
        {
            token = _token;
            Advance(infix: false);
            left = Infix(token, left);
        }
        _depth--;
        return left;
    }

    private void Advance(bool infix) => _token = _lexer.Next(infix);

    private bool At(string sign) => _token.Kind == TokenKind.Operator && _token.Text == sign;

    private void Expect(string sign, bool infix)
    {
        if (!At(sign))
        {
            throw _token.Kind == TokenKind.End
                ? new JsonataException("S0203", $"Expected \"{sign}\" before end of expression")
                : new JsonataException("S0202", $"Expected \"{sign}\", got \"{_token.Text}\"");
        }
        Advance(infix);
    }

    private Node Prefix(Token token)
    {
        var at = token.Position;
        switch (token.Kind)
        {
            case TokenKind.Literal:
                return new Node(NodeKind.Literal, at) { Value = token.Value, Text = token.Text };
            case TokenKind.Name:
                return new Node(NodeKind.Name, at) { Text = token.Text };
            case TokenKind.Variable:
                return new Node(NodeKind.Variable, at) { Text = token.Text };
            case TokenKind.Regex:
                return new Node(NodeKind.Regex, at) { Regex = token.Regex };
            case TokenKind.End:
                throw new JsonataException("S0207", "Unexpected end of expression");
        }
        switch (token.Text)
        {
            case "and" or "or" or "in":
                return new Node(NodeKind.Name, at) { Text = token.Text };
            case "-":
                return new Node(NodeKind.Negation, at) { Left = Expression(70) };
            case "*":
                return new Node(NodeKind.Wildcard, at);
            case "**":
                return new Node(NodeKind.Descendant, at);
            case "%":
                return new Node(NodeKind.Parent, at);
            case "?":
                return new Node(NodeKind.Placeholder, at);
            case "(":
                return Block(at);
            case "[":
                return ArrayOf(at);
            case "{":
                return new Node(NodeKind.Object, at) { Pairs = Pairs() };
            case "|":
                return Transform(at);
            default:
                throw new JsonataException("S0211", $"The symbol \"{token.Text}\" cannot be used as a unary operator");
        }
    }

    private Node Infix(Token token, Node left)
    {
        var at = token.Position;
        switch (token.Text)
        {
            case "(":
                return Call(at, left);
            case "[":
                return Predicate(at, left);
            case "{":
                return new Node(NodeKind.Group, at) { Left = left, Pairs = Pairs() };
            case "^":
                return OrderBy(at, left);
            case ":=":
                return left.Kind == NodeKind.Variable
                    ? new Node(NodeKind.Bind, at) { Text = left.Text, Right = Expression(9) }
                    : throw new JsonataException("S0212", "The left side of := must be a variable name (start with $)");
            case "@" or "#":
                var variable = Expression(80);
                return variable.Kind == NodeKind.Variable
                    ? new Node(token.Text == "@" ? NodeKind.Focus : NodeKind.IndexBind, at) { Left = left, Text = variable.Text }
                    : throw new JsonataException("S0214", $"The right side of {token.Text} must be a variable name (start with $)");
            case "?":
                var condition = new Node(NodeKind.Condition, at) { Left = left, Right = Expression(0) };
                if (At(":"))
                {
                    Advance(infix: false);
                    condition.Third = Expression(0);
                }
                return condition;
            case "?:":
                return new Node(NodeKind.Condition, at) { Left = left, Right = left, Third = Expression(0) };
            case "??":
                var exists = new Node(NodeKind.Call, at) { Left = new Node(NodeKind.Variable, at) { Text = "exists" }, Items = [left] };
                return new Node(NodeKind.Condition, at) { Left = exists, Right = left, Third = Expression(0) };
            case "~>":
                return new Node(NodeKind.Apply, at) { Left = left, Right = Expression(40) };
            default:
                return new Node(NodeKind.Binary, at) { Text = token.Text, Left = left, Right = Expression(Powers[token.Text]) };
        }
    }

    private Node Block(int at)
    {
        var block = new Node(NodeKind.Block, at);
        while (!At(")"))
        {
            block.Items.Add(Expression(0));
            if (!At(";"))
            {
                break;
            }
            Advance(infix: false);
        }
        Expect(")", infix: true);
        return block;
    }

    private Node ArrayOf(int at)
    {
        var array = new Node(NodeKind.Array, at);
        if (!At("]"))
        {
            while (true)
            {
                var item = Expression(0);
                if (At(".."))
                {
                    var range = _token.Position;
                    Advance(infix: false);
                    item = new Node(NodeKind.Binary, range) { Text = "..", Left = item, Right = Expression(0) };
                }
                array.Items.Add(item);
                if (!At(","))
                {
                    break;
                }
                Advance(infix: false);
            }
        }
        Expect("]", infix: true);
        return array;
    }

    private List<(Node, Node)> Pairs()
    {
        var pairs = new List<(Node, Node)>();
        if (!At("}"))
        {
            while (true)
            {
                var key = Expression(0);
                Expect(":", infix: false);
                pairs.Add((key, Expression(0)));
                if (!At(","))
                {
                    break;
                }
                Advance(infix: false);
            }
        }
        Expect("}", infix: true);
        return pairs;
    }

    private Node Transform(int at)
    {
        var transform = new Node(NodeKind.Transform, at) { Left = Expression(0) };
        Expect("|", infix: false);
        transform.Right = Expression(0);
        if (At(","))
        {
            Advance(infix: false);
            transform.Third = Expression(0);
        }
        Expect("|", infix: true);
        return transform;
    }

    private Node Predicate(int at, Node left)
    {
        if (At("]"))
        {
            var step = left;
            while (step.Kind == NodeKind.Predicate)
            {
                step = step.Left!;
            }
            step.KeepArray = true;
            Advance(infix: true);
            return left;
        }
        var predicate = new Node(NodeKind.Predicate, at) { Left = left, Right = Expression(0) };
        Expect("]", infix: true);
        return predicate;
    }

    private Node OrderBy(int at, Node left)
    {
        Expect("(", infix: false);
        var order = new Node(NodeKind.OrderBy, at) { Left = left };
        while (true)
        {
            var descending = At(">");
            if (descending || At("<"))
            {
                Advance(infix: false);
            }
            order.Terms.Add((Expression(0), descending));
            if (!At(","))
            {
                break;
            }
            Advance(infix: false);
        }
        Expect(")", infix: true);
        return order;
    }

    private Node Call(int at, Node left)
    {
        var call = new Node(NodeKind.Call, at) { Left = left };
        if (!At(")"))
        {
            while (true)
            {
                if (At("?"))
                {
                    call.Kind = NodeKind.Partial;
                    call.Items.Add(new Node(NodeKind.Placeholder, _token.Position));
                    Advance(infix: true);
                }
                else
                {
                    call.Items.Add(Expression(0));
                }
                if (!At(","))
                {
                    break;
                }
                Advance(infix: false);
            }
        }
        Expect(")", infix: true);
        return left is { Kind: NodeKind.Name, Text: "function" or "λ" } ? Lambda(call) : call;
    }

    private Node Lambda(Node call)
    {
        if (call.Items.Find(static item => item.Kind != NodeKind.Variable) is { } wrong)
        {
            throw new JsonataException("S0208", $"Parameter {call.Items.IndexOf(wrong) + 1} of function definition must be a variable name (start with $)");
        }
        var lambda = new Node(NodeKind.Lambda, call.Position) { Items = call.Items };
        if (At("<"))
        {
            lambda.Signature = new Signature(_lexer.SignatureText(_token.Position), "lambda");
            Advance(infix: true);
        }
        Expect("{", infix: false);
        lambda.Left = Expression(0);
        Expect("}", infix: true);
        return lambda;
    }
}
