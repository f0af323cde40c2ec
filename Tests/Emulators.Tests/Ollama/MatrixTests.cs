using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Tests.Ollama;

public sealed unsafe class MatrixTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 7, 5)]
    [InlineData(8, 64, 32)]
    [InlineData(9, 128, 33)]
    [InlineData(13, 100, 128)]
    [InlineData(31, 65, 47)]
    public void Multiply_AnyShape_EqualsTheNaiveProduct(int rows, int inner, int columns)
    {
        var random = new Random(rows * inner * columns);
        var (a, b, bias) = (Random(random, rows * inner), Random(random, inner * columns), Random(random, Matrix.Padded(columns)));
        var packed = Matrix.Pack(b.Span, inner, columns);
        var stride = Matrix.Padded(columns);
        var product = new PinnedBuffer(rows * stride);
        Matrix.Multiply(a.Pointer, inner, rows, packed.Pointer, inner, columns, bias.Pointer, product.Pointer, stride);
        AssertProduct(a, b, bias, product, rows, inner, columns, stride);

        var transposed = new PinnedBuffer(b.Length);
        for (var index = 0; index < b.Length; index++)
        {
            transposed.Span[(index % columns * inner) + (index / columns)] = b.Span[index];
        }

        var packedTransposed = new PinnedBuffer(Matrix.PackedLength(inner, columns));
        Matrix.PackTransposed(transposed.Pointer, inner, inner, columns, packedTransposed.Pointer);
        Assert.True(packed.Span.SequenceEqual(packedTransposed.Span));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    public void Panel_256BitKernel_EqualsTheNaiveProduct(int rows)
    {
        const int Inner = 50;
        const int Columns = 16;
        var random = new Random(rows);
        var (a, b, bias) = (Random(random, rows * Inner), Random(random, Inner * Columns), Random(random, Columns));
        var product = new PinnedBuffer(rows * Columns);
        MatrixKernel256.Panel(a.Pointer, Inner, rows, b.Pointer, Inner, bias.Pointer, product.Pointer, Columns);
        AssertProduct(a, b, bias, product, rows, Inner, Columns, Columns);
    }

    private static void AssertProduct(PinnedBuffer a, PinnedBuffer b, PinnedBuffer bias, PinnedBuffer product, int rows, int inner, int columns, int stride)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                double expected = bias.Span[column];
                for (var k = 0; k < inner; k++)
                {
                    expected += (double)a.Span[(row * inner) + k] * b.Span[(k * columns) + column];
                }

                Assert.Equal(expected, product.Span[(row * stride) + column], 1e-4);
            }
        }
    }

    private static PinnedBuffer Random(Random random, int length)
    {
        var buffer = new PinnedBuffer(length);
        foreach (ref var value in buffer.Span)
        {
            value = (random.NextSingle() * 2) - 1;
        }

        return buffer;
    }
}
