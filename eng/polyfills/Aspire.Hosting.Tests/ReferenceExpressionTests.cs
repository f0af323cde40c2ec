using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EventAi.Aspire.Hosting.Tests;

public sealed class ReferenceExpressionTests
{
    private static readonly ParameterResource Secret = new("secret", _ => "p@ss/word", secret: true);

    [Fact]
    public async Task Value_WithTextHolesAndFormats_IsFilled()
    {
        var expression = ReferenceExpression.Create($"{{a}}={Secret};uri={Secret:uri};{"{lit}"}");
        Assert.Equal("{a}=p@ss/word;uri=p%40ss%2Fword;{lit}", await expression.GetValueAsync(CancellationToken.None));
        Assert.Equal("{a}={secret.value};uri={secret.value};{lit}", expression.ValueExpression);
    }

    [Fact]
    public async Task Builder_AppendsPieces()
    {
        ReferenceExpressionBuilder builder = new();
        Assert.True(builder.IsEmpty);
        builder.AppendLiteral("x{");
        builder.Append($"{Secret}:{1.ToString()}");
        Assert.Equal("x{p@ss/word:1", await builder.Build().GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Conditional_ChoosesByTheValueOfItsCondition()
    {
        ExecutableResource owner = new("web", "true", "/");
        owner.Annotations.Add(new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, "https", name: "main"));
        var conditional = owner.GetEndpoint("main").GetTlsValue(ReferenceExpression.Create($"tls"), ReferenceExpression.Create($"plain"));
        Assert.Equal("tls", await conditional.GetValueAsync(CancellationToken.None));
        Assert.StartsWith("{cond-web-bindings-main-tlsenabled-", conditional.ValueExpression, StringComparison.Ordinal);
    }

    /// <summary>Vectors of the xxHash reference implementation for seed 0.</summary>
    [Theory]
    [InlineData("", 0x02CC5D05)]
    [InlineData("a", 0x550D7456)]
    [InlineData("abc", 0x32D153FF)]
    [InlineData("Nobody inspects the spammish repetition", 0xE2293B2F)]
    public void XxHash32_OfKnownTexts_IsTheReference(string text, uint expected)
        => Assert.Equal(expected, ConditionalExpressionName.XxHash32(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("1abc")]
    [InlineData("a--b")]
    [InlineData("a_b")]
    [InlineData("a-")]
    [InlineData("")]
    public void ResourceName_ThatAspireRefuses_IsRefused(string name)
        => Assert.ThrowsAny<ArgumentException>(() => new ContainerResource(name));
}
