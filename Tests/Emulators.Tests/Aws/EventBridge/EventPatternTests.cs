using EventAi.Emulators.Aws.EventBridge.Patterns;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.EventBridge;

public sealed class EventPatternTests
{
    private const string Happened = """{"source":"s","resources":[],"detail":{"text":"Hello.png","n":5,"ip":"10.0.0.7","nil":null,"list":["a","b"],"items":[{"k":"x","v":1},{"k":"y","v":2}],"a.b":"dotted"}}""";

    [Theory]
    [InlineData("""{"detail":{"text":["x","Hello.png"]}}""", true)]
    [InlineData("""{"detail":{"items":{"k":["x"],"v":[1]}}}""", true)]
    [InlineData("""{"detail":{"items":{"k":["x"],"v":[2]}}}""", false)]
    [InlineData("""{"detail":{"a":{"b":["dotted"]}}}""", true)]
    [InlineData("""{"detail.text":["Hello.png"]}""", true)]
    [InlineData("""{"resources":[{"exists":true}]}""", false)]
    [InlineData("""{"detail":{"missing":[{"exists":false}]}}""", true)]
    [InlineData("""{"detail":{"n":[{"numeric":["=",5.0]}]}}""", true)]
    [InlineData("""{"detail":{"text":[{"anything-but":{"wildcard":"*.jpg"}}]}}""", true)]
    [InlineData("""{"detail":{"ip":[{"cidr":"10.0.0.0/30"}]}}""", false)]
    [InlineData("""{"$or":[{"source":["t"]},{"detail":{"n":[5]}}]}""", true)]
    [InlineData("""{"source":["s"],"$or":[{"source":["t"]},{"detail":{"n":[6]}}]}""", false)]
    public void Pattern_AgainstAnEvent_Decides(string pattern, bool expected) => Assert.Equal(expected, EventPattern.Parse(pattern).Matches(Json.Parse(Happened)));

    /// <summary>Reasons and columns as recorded of AWS; a column of 0 stands for none.</summary>
    [Theory]
    [InlineData("""{"int": 42}""", "\"int\" must be an object or an array", 11)]
    [InlineData("""{"string": "my-value"}""", "\"string\" must be an object or an array", 13)]
    [InlineData("""{"resources": []}""", "Empty arrays are not allowed", 17)]
    [InlineData("""{"my_key": [{"EXISTS": true}]}""", "Unrecognized match type EXISTS", 28)]
    [InlineData("""{"detail": {"equal": [{"NUMERIC": ["=", 5]}]}}""", "Unrecognized match type NUMERIC", 36)]
    [InlineData("""{"detail": {"c-count": [{"numeric": [">", 0, ">", 0]}]}}""", "Bad numeric range operator: >", 49)]
    [InlineData("""{"detail": {"c-count": [{"numeric": [">", 0, "<"]}]}}""", "Value of < must be numeric", 50)]
    [InlineData("""{"detail": {"c-count": [{"numeric": 10}]}}""", "Value of numeric must be an array.", 39)]
    [InlineData("""{"detail": {"state": [{"anything-but": {"equals-ignore-case": [123, 456]}}]}}""", "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.", 67)]
    [InlineData("""{"detail": {"state": [{"anything-but": {"wildcard": [123, "*/dir/*"]}}]}}""", "wildcard match pattern must be a string", 57)]
    [InlineData("""{"detail": {"FileName": [{"anything-but": {"suffix": [null, ".txt"]}}]}}""", "prefix/suffix match pattern must be a string", 59)]
    [InlineData("""{"detail": {"FileName": [{"anything-but": {"suffix": {"equals-ignore-case": ".png"}}}]}}""", "Value of anything-but must be an array or single string/number value.", 55)]
    [InlineData("""{"detail": {"FileName": [{"anything-but": {"suffix": ""}}]}}""", "Null prefix/suffix not allowed", 56)]
    [InlineData("""{"detail": {"state": [{"anything-but": ["stopped", null]}]}}""", "Inside anything but list, start|null|boolean is not supported.", 56)]
    [InlineData("""{"detail": {"sourceIPAddress": [{"cidr": ["bad-type"]}]}}""", "prefix match pattern must be a string", 43)]
    [InlineData("""{"time": [{"prefix": 123}]}""", "prefix match pattern must be a string", 25)]
    [InlineData("""{"a":[{"cidr":"10.0.0.0"}]}""", "Malformed CIDR, one '/' required", 0)]
    [InlineData("""{"a":[{"wildcard":"a**"}]}""", "Consecutive wildcard characters at pos 2", 24)]
    public void Pattern_ThatIsNone_SaysWhyAndWhere(string pattern, string reason, int column)
    {
        var where = column == 0 ? "" : $"\n at [Source: (String)\"{pattern}\"; line: 1, column: {column}]";
        if (pattern.Contains("anything-but", StringComparison.Ordinal) && pattern.Count(static sign => sign == '[') > 1)
        {
            where += where; // AWS names the place of what is wrong in a list of anything-but twice
        }

        Assert.Equal(reason + where, Assert.Throws<PatternException>(() => EventPattern.Parse(pattern)).Message);
    }

    [Theory]
    [InlineData("{'bad': 'quotation'}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 2)]
    [InlineData("{\"not\": closed mark\"", "Unrecognized token 'closed': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')", 15)]
    [InlineData("no json", "Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')", 3)]
    public void Pattern_ThatIsNoJson_SaysWhyAndWhere(string pattern, string reason, int column)
        => Assert.Equal($"{reason}\n at [Source: (String)\"{pattern}\"; line: 1, column: {column}]", Assert.Throws<PatternException>(() => EventPattern.Parse(pattern)).Message);

    [Fact]
    public void Pattern_OverSeveralLines_NamesTheLine()
    {
        const string Text = "{\n  \"a\": [\"x\"],\n  \"b\": 1\n}";

        Assert.EndsWith("line: 3, column: 9]", Assert.Throws<PatternException>(() => EventPattern.Parse(Text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_Random_NeverCrash() => Fuzz(5_000, seed: 3);

    [Fact]
    [Trait("Category", "Long")]
    public void Patterns_AHundredThousandRandomOnes_NeverCrash() => Fuzz(100_000, seed: 4);

    private static void Fuzz(int count, int seed)
    {
        var random = new Random(seed);
        var happened = Json.Parse(Happened);
        var (valid, matched) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            try
            {
                var pattern = EventPattern.Parse(new JsonObject { { "detail", Fields(random, 2) } }.Text);
                valid++;
                matched += pattern.Matches(happened) ? 1 : 0;
            }
            catch (PatternException)
            {
                // Said in its own words.
            }
        }
        Assert.InRange(valid, count / 10, count);
        Assert.InRange(matched, 1, valid);
    }

    private static JsonObject Fields(Random random, int depth)
    {
        string[] names = ["text", "n", "ip", "nil", "list", "items", "k", "none", "$or"];
        var fields = new JsonObject();
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            fields.Add(names[random.Next(names.Length)], depth > 0 && random.Next(3) == 0 ? Fields(random, depth - 1) : new JsonArray(Enumerable.Range(0, random.Next(0, 4)).Select(_ => Choice(random))));
        }
        return fields;
    }

    private static Json Choice(Random random)
    {
        string[] operators = ["prefix", "suffix", "anything-but", "numeric", "exists", "cidr", "wildcard", "equals-ignore-case", "odd"];
        return random.Next(3) > 0 ? Value(random, 2) : new JsonObject { { operators[random.Next(operators.Length)], Value(random, 2) } };
    }

    private static Json Value(Random random, int depth) => random.Next(depth > 0 ? 10 : 7) switch
    {
        0 => "Hello.png",
        1 => 5,
        2 => Json.Null,
        3 => true,
        4 => "10.0.0.0/8",
        5 => "*e*",
        6 => "",
        7 => new JsonArray { ">", random.Next(9) },
        8 => new JsonArray(Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1))),
        _ => new JsonObject { { "prefix", Value(random, depth - 1) } },
    };
}
