using System.Globalization;

namespace EventAi.Agents.Calculation;

/// <summary>
/// Evaluates <c>+ - * / % ^</c>, parentheses and unary minus over decimal numbers, with the usual precedence; <c>^</c> binds to the
/// right. <c>12%</c> not followed by an operand is twelve hundredths.
/// </summary>
public ref struct Arithmetic
{
    private const int MaxDepth = 100;

    private readonly ReadOnlySpan<char> _text;
    private int _position;
    private int _depth;

    private Arithmetic(ReadOnlySpan<char> text) => _text = text;

    /// <exception cref="FormatException">The text is no expression.</exception>
    /// <exception cref="DivideByZeroException">It divides by zero.</exception>
    /// <exception cref="OverflowException">A value is out of the range of a decimal.</exception>
    public static decimal Evaluate(ReadOnlySpan<char> expression)
    {
        var parser = new Arithmetic(expression);
        var value = parser.Sum();
        parser.Skip();
        return parser._position == expression.Length ? value : throw parser.Unexpected();
    }

    private decimal Sum()
    {
        var value = Product();
        while (true)
        {
            if (Take('+'))
            {
                value += Product();
            }
            else if (Take('-'))
            {
                value -= Product();
            }
            else
            {
                return value;
            }
        }
    }

    private decimal Product()
    {
        var value = Power();
        while (true)
        {
            if (Take('*') || Take('×'))
            {
                value *= Power();
            }
            else if (Take('/') || Take('÷'))
            {
                value /= Power();
            }
            else if (Take('%'))
            {
                value = StartsOperand() ? value % Power() : value / 100;
            }
            else
            {
                return value;
            }
        }
    }

    private decimal Power()
    {
        var value = Unary();
        return Take('^') ? Raise(value, Power()) : value;
    }

    private decimal Unary()
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException("The expression is nested too deeply.");
        }
        var value = Take('-') ? -Power() : Operand();
        _depth--;
        return value;
    }

    private decimal Operand()
    {
        if (Take('('))
        {
            var value = Sum();
            return Take(')') ? value : throw Unexpected();
        }
        Skip();
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] == '.'
            || (_text[_position] == ',' && _position + 1 < _text.Length && char.IsAsciiDigit(_text[_position + 1]))))
        {
            _position++;
        }
        return decimal.TryParse(_text[start.._position], NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : throw Unexpected();
    }

    private static decimal Raise(decimal value, decimal exponent)
        => exponent == decimal.Truncate(exponent) && exponent is >= 0 and <= 256
            ? Enumerable.Repeat(value, (int)exponent).Aggregate(1m, static (product, factor) => product * factor)
            : (decimal)Math.Pow((double)value, (double)exponent);

    private bool StartsOperand()
    {
        Skip();
        return _position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] is '(' or '.');
    }

    private bool Take(char symbol)
    {
        Skip();
        if (_position < _text.Length && _text[_position] == symbol)
        {
            _position++;
            return true;
        }
        return false;
    }

    private void Skip()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private readonly FormatException Unexpected()
        => new(_position < _text.Length ? $"'{_text[_position]}' was not expected at position {_position + 1}." : "The expression ends too early.");
}
