using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>One panel of a product with 256-bit vectors: 4 rows at a time, 8 accumulators in registers.</summary>
/// <remarks>Written out by hand: the compiler keeps locals in registers, but not the elements of an array.</remarks>
internal static unsafe class MatrixKernel256
{
    private const int Lanes = 8;

    public static void Panel(float* a, int strideA, int rows, float* b, int inner, float* bias, float* c, int strideC)
    {
        var bias0 = bias is null ? Vector256<float>.Zero : Vector256.Load(bias);
        var bias1 = bias is null ? Vector256<float>.Zero : Vector256.Load(bias + Lanes);
        var row = 0;
        for (; rows - row > 2; row += 4)
        {
            Rows4(a + ((long)row * strideA), strideA, rows - row, b, inner, bias0, bias1, c + ((long)row * strideC), strideC);
        }

        if (row < rows)
        {
            Rows2(a + ((long)row * strideA), strideA, rows - row, b, inner, bias0, bias1, c + ((long)row * strideC), strideC);
        }
    }

    /// <summary>Where fewer rows are left, the last one is computed again: the same value is written twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Row(int row, int rows) => Math.Min(row, rows - 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(
        float* a, int strideA, int rows, float* b, int inner, Vector256<float> bias0, Vector256<float> bias1, float* c, int strideC)
    {
        var a0 = a;
        var a1 = a + ((long)Row(1, rows) * strideA);
        var a2 = a + ((long)Row(2, rows) * strideA);
        var a3 = a + ((long)Row(3, rows) * strideA);
        Vector256<float> s00 = bias0, s01 = bias1;
        Vector256<float> s10 = bias0, s11 = bias1;
        Vector256<float> s20 = bias0, s21 = bias1;
        Vector256<float> s30 = bias0, s31 = bias1;
        for (var k = 0; k < inner; k++, b += 2 * Lanes)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + Lanes);
            var x0 = Vector256.Create(a0[k]);
            s00 = Vector256.FusedMultiplyAdd(x0, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x0, b1, s01);
            var x1 = Vector256.Create(a1[k]);
            s10 = Vector256.FusedMultiplyAdd(x1, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x1, b1, s11);
            var x2 = Vector256.Create(a2[k]);
            s20 = Vector256.FusedMultiplyAdd(x2, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x2, b1, s21);
            var x3 = Vector256.Create(a3[k]);
            s30 = Vector256.FusedMultiplyAdd(x3, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(x3, b1, s31);
        }

        Store(c, Row(0, rows), strideC, s00, s01);
        Store(c, Row(1, rows), strideC, s10, s11);
        Store(c, Row(2, rows), strideC, s20, s21);
        Store(c, Row(3, rows), strideC, s30, s31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows2(
        float* a, int strideA, int rows, float* b, int inner, Vector256<float> bias0, Vector256<float> bias1, float* c, int strideC)
    {
        var a0 = a;
        var a1 = a + ((long)Row(1, rows) * strideA);
        Vector256<float> s00 = bias0, s01 = bias1;
        Vector256<float> s10 = bias0, s11 = bias1;
        for (var k = 0; k < inner; k++, b += 2 * Lanes)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + Lanes);
            var x0 = Vector256.Create(a0[k]);
            s00 = Vector256.FusedMultiplyAdd(x0, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x0, b1, s01);
            var x1 = Vector256.Create(a1[k]);
            s10 = Vector256.FusedMultiplyAdd(x1, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x1, b1, s11);
        }

        Store(c, Row(0, rows), strideC, s00, s01);
        Store(c, Row(1, rows), strideC, s10, s11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, int row, int strideC, Vector256<float> first, Vector256<float> second)
    {
        var target = c + ((long)row * strideC);
        first.Store(target);
        second.Store(target + Lanes);
    }
}
