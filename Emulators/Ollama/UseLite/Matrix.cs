using System.Runtime.Intrinsics;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>
/// Products of row-major matrices with a right side that was packed before: panels of <see cref="PanelWidth"/> columns, in each panel
/// row after row. Every element is summed in the same order whatever the number of rows, so a text's embedding does not depend on
/// the batch it came in.
/// </summary>
internal static unsafe class Matrix
{
    /// <summary>Two vector registers of columns.</summary>
    public static readonly int PanelWidth = Vector512.IsHardwareAccelerated ? 2 * Vector512<float>.Count : 2 * Vector256<float>.Count;

    public static int Padded(int columns) => (columns + PanelWidth - 1) / PanelWidth * PanelWidth;

    /// <summary>Floats that a packed matrix of this shape takes.</summary>
    public static int PackedLength(int rows, int columns) => rows * Padded(columns);

    public static PinnedBuffer Pack(ReadOnlySpan<float> rowMajor, int rows, int columns)
    {
        var packed = new PinnedBuffer(PackedLength(rows, columns));
        fixed (float* source = rowMajor)
        {
            Pack(source, columns, rows, columns, packed.Pointer);
        }

        return packed;
    }

    /// <summary>Packs a matrix of <paramref name="rows"/> x <paramref name="columns"/>; columns beyond the last are zero.</summary>
    public static void Pack(float* source, int stride, int rows, int columns, float* target)
    {
        for (var first = 0; first < columns; first += PanelWidth)
        {
            var width = Math.Min(PanelWidth, columns - first);
            for (var row = 0; row < rows; row++, target += PanelWidth)
            {
                new ReadOnlySpan<float>(source + ((long)row * stride) + first, width).CopyTo(new Span<float>(target, width));
                new Span<float>(target + width, PanelWidth - width).Clear();
            }
        }
    }

    /// <summary>Packs the transpose of a matrix that is stored as <paramref name="columns"/> rows of <paramref name="rows"/> floats.</summary>
    public static void PackTransposed(float* source, int stride, int rows, int columns, float* target)
    {
        for (var first = 0; first < columns; first += PanelWidth)
        {
            var width = Math.Min(PanelWidth, columns - first);
            new Span<float>(target, rows * PanelWidth).Clear();
            for (var column = 0; column < width; column++)
            {
                var line = source + ((long)(first + column) * stride);
                for (var row = 0; row < rows; row++)
                {
                    target[(row * PanelWidth) + column] = line[row];
                }
            }

            target += rows * PanelWidth;
        }
    }

    /// <summary>
    /// c = a · b + bias. <paramref name="a"/> is <paramref name="rows"/> x <paramref name="inner"/>; <paramref name="b"/> is packed;
    /// <paramref name="c"/> has at least the padded number of columns in a row; <paramref name="bias"/> may be null.
    /// </summary>
    public static void Multiply(float* a, int strideA, int rows, float* b, int inner, int columns, float* bias, float* c, int strideC)
    {
        for (var first = 0; first < columns; first += PanelWidth)
        {
            var panelBias = bias is null ? null : bias + first;
            if (Vector512.IsHardwareAccelerated)
            {
                MatrixKernel512.Panel(a, strideA, rows, b, inner, panelBias, c + first, strideC);
            }
            else
            {
                MatrixKernel256.Panel(a, strideA, rows, b, inner, panelBias, c + first, strideC);
            }

            b += (long)inner * PanelWidth;
        }
    }
}
