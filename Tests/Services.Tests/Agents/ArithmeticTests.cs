using System.Globalization;
using EventAi.Agents.Calculation;

namespace EventAi.Services.Tests.Agents;

public class ArithmeticTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("2 ^ 3 ^ 2", "512")]
    [InlineData("-2 ^ 2", "-4")]
    [InlineData("10 / 4", "2.5")]
    [InlineData("10 % 4", "2")]
    [InlineData("12% * 340", "40.8")]
    [InlineData("1,250.50 * 2", "2501.00")]
    [InlineData("3 * 18 + 1.75% * 240", "58.2000")]
    [InlineData("2 × 3 ÷ 4", "1.5")]
    [InlineData("--1", "1")]
    public void Evaluate_Expression_GivesItsValue(string expression, string value)
        => Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), Arithmetic.Evaluate(expression));

    [Theory]
    [InlineData("")]
    [InlineData("1 +")]
    [InlineData("(1")]
    [InlineData("1)")]
    [InlineData("a + 1")]
    [InlineData("1 2")]
    public void Evaluate_WhatIsNoExpression_Throws(string expression) => Assert.Throws<FormatException>(() => Arithmetic.Evaluate(expression));

    [Fact]
    public void Evaluate_DivisionByZero_Throws() => Assert.Throws<DivideByZeroException>(() => Arithmetic.Evaluate("1 / (2 - 2)"));

    [Fact]
    public void Evaluate_ResultOutOfRange_Throws() => Assert.Throws<OverflowException>(() => Arithmetic.Evaluate("10 ^ 200"));

    [Fact]
    public void Evaluate_DeepNesting_IsRefusedInsteadOfOverflowingTheStack()
        => Assert.Throws<FormatException>(() => Arithmetic.Evaluate(new string('(', 100_000)));

    [Theory]
    [InlineData("How much is (12 + 30) * 2?", "(12 + 30) * 2")]
    [InlineData("What is 12% of 340, and why?", "12% * 340")]
    [InlineData("What does delivery cost, and how much is 3 * 18 + 1.75% of 240?", "3 * 18 + 1.75% * 240")]
    [InlineData("Who wrote it in 1984?", null)]
    [InlineData("No numbers at all - none.", null)]
    public void Find_Sentence_GivesItsArithmetic(string sentence, string? expression) => Assert.Equal(expression, ExpressionFinder.Find(sentence));
}
