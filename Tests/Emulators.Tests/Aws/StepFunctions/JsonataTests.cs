using EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

public sealed class JsonataTests
{
    private const string Input = """{"order":[{"sku":"a","qty":2,"price":3.5,"tags":["x","y"]},{"sku":"b","qty":1,"price":10,"tags":["y"]}],"who":{"first":"Ada","last":"L"},"n":[3,1,2]}""";

    [Theory]
    [InlineData("order.sku", """["a","b"]""")]
    [InlineData("order[0].sku", "\"a\"")]
    [InlineData("order[sku='b'].qty", "1")]
    [InlineData("order.tags", """["x","y","y"]""")]
    [InlineData("order.(qty*price)", "[7,10]")]
    [InlineData("$sum(order.(qty*price))", "17")]
    [InlineData("order{sku: price}", """{"a":3.5,"b":10}""")]
    [InlineData("order^(>price).sku", """["b","a"]""")]
    [InlineData("n^($)", "[1,2,3]")]
    [InlineData("order#$i.{'i':$i,'s':sku}", """[{"i":0,"s":"a"},{"i":1,"s":"b"}]""")]
    [InlineData("order@$o.$o.sku", """["a","b"]""")]
    [InlineData("who.(first & ' ' & last)", "\"Ada L\"")]
    [InlineData("$map(n, function($v,$i){$v*$i})", "[0,1,4]")]
    [InlineData("$filter(n, function($v){$v>1})", "[3,2]")]
    [InlineData("$reduce(n, function($a,$b){$a+$b})", "6")]
    [InlineData("n ~> $sort() ~> $reverse()", "[3,2,1]")]
    [InlineData("$map(n, $string)", """["3","1","2"]""")]
    [InlineData("who ~> |$|{'age':36},['last']|", """{"first":"Ada","age":36}""")]
    [InlineData("$merge([{'a':1},{'b':2}])", """{"a":1,"b":2}""")]
    [InlineData("$replace('a1b22', /[0-9]+/, '#')", "\"a#b#\"")]
    [InlineData("$match('ab12', /([a-z]+)([0-9]+)/).groups", """["ab","12"]""")]
    [InlineData("$split('a,b,c', ',')", """["a","b","c"]""")]
    [InlineData("$fromMillis(0)", "\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("$toMillis('1970-01-01T00:00:01Z')", "1000")]
    [InlineData("$fromMillis(0, '[D01].[M01].[Y0001]')", "\"01.01.1970\"")]
    [InlineData("$formatNumber(1234.5, '#,##0.00')", "\"1,234.50\"")]
    [InlineData("[1..3]", "[1,2,3]")]
    [InlineData("($x := 2; $f := function($y){$x*$y}; $f(4))", "8")]
    [InlineData("who.first = 'Ada' ? 'yes' : 'no'", "\"yes\"")]
    [InlineData("none ?? 5", "5")]
    [InlineData("$exists(none)", "false")]
    [InlineData("$keys(who)", """["first","last"]""")]
    [InlineData("**.sku", """["a","b"]""")]
    [InlineData("$zip([1,2],[3,4])", "[[1,3],[2,4]]")]
    [InlineData("$partition([1,2,3],2)", "[[1,2],[3]]")]
    [InlineData("$range(1,7,3)", "[1,4,7]")]
    [InlineData("$hash('a','MD5')", "\"0cc175b9c0f1b6a831c399e269772661\"")]
    [InlineData("$parse('{\"a\":1}').a", "1")]
    [InlineData("order[0].tags[]", """["x","y"]""")]
    [InlineData("order[1].tags[]", """["y"]""")]
    public void Expression_OverTheOrder_Evaluates(string expression, string expected) => Assert.Equal(Json.Parse(expected), Evaluate(expression));

    [Theory]
    [InlineData("none.at.all")]
    [InlineData("order[5]")]
    [InlineData("order[sku='c'].qty")]
    public void Expression_ThatSelectsNothing_IsAbsent(string expression) => Assert.Null(Evaluate(expression));

    [Theory]
    [InlineData("1 + 'a'", "T2002")]
    [InlineData("who.first()", "T1006")]
    [InlineData("(1", "S0203")]
    [InlineData("'a' < 1", "T2009")]
    [InlineData("$f := function($x){$f($x)}; $f(1)", "S0201")]
    [InlineData("($f := function($x){$f($x)+1}; $f(1))", "D1001")]
    [InlineData("$number('x')", "D3030")]
    public void Expression_ThatFails_HasItsCode(string expression, string code) => Assert.Equal(code, Assert.Throws<JsonataException>(() => Evaluate(expression)).Code);

    private static Json? Evaluate(string expression) => JsonataExpression.Parse(expression).Evaluate(Json.Parse(Input), [], new Random(1), DateTimeOffset.UnixEpoch);
}
