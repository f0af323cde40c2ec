using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>One panel of a product with 512-bit vectors: 8 rows at a time, 16 accumulators in registers.</summary>
/// <remarks>Written out by hand: the compiler keeps locals in registers, but not the elements of an array.</remarks>
internal static unsafe class MatrixKernel512
{
    private const int Lanes = 16;

    public static void Panel(float* a, int strideA, int rows, float* b, int inner, float* bias, float* c, int strideC)
    {
        var bias0 = bias is null ? Vector512<float>.Zero : Vector512.Load(bias);
        var bias1 = bias is null ? Vector512<float>.Zero : Vector512.Load(bias + Lanes);
        var row = 0;
        for (; rows - row > 4; row += 8)
        {
            Rows8(a + ((long)row * strideA), strideA, rows - row, b, inner, bias0, bias1, c + ((long)row * strideC), strideC);
        }

        if (row < rows)
        {
            Rows4(a + ((long)row * strideA), strideA, rows - row, b, inner, bias0, bias1, c + ((long)row * strideC), strideC);
        }
    }

    /// <summary>Where fewer rows are left, the last one is computed again: the same value is written twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Row(int row, int rows) => Math.Min(row, rows - 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8(
        float* a, int strideA, int rows, float* b, int inner, Vector512<float> bias0, Vector512<float> bias1, float* c, int strideC)
    {
        var a0 = a;
        var a1 = a + ((long)Row(1, rows) * strideA);
        var a2 = a + ((long)Row(2, rows) * strideA);
        var a3 = a + ((long)Row(3, rows) * strideA);
        var a4 = a + ((long)Row(4, rows) * strideA);
        var a5 = a + ((long)Row(5, rows) * strideA);
        var a6 = a + ((long)Row(6, rows) * strideA);
        var a7 = a + ((long)Row(7, rows) * strideA);
        Vector512<float> s00 = bias0, s01 = bias1;
        Vector512<float> s10 = bias0, s11 = bias1;
        Vector512<float> s20 = bias0, s21 = bias1;
        Vector512<float> s30 = bias0, s31 = bias1;
        Vector512<float> s40 = bias0, s41 = bias1;
        Vector512<float> s50 = bias0, s51 = bias1;
        Vector512<float> s60 = bias0, s61 = bias1;
        Vector512<float> s70 = bias0, s71 = bias1;
        for (var k = 0; k < inner; k++, b += 2 * Lanes)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + Lanes);
            var x0 = Vector512.Create(a0[k]);
            s00 = Vector512.FusedMultiplyAdd(x0, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x0, b1, s01);
            var x1 = Vector512.Create(a1[k]);
            s10 = Vector512.FusedMultiplyAdd(x1, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x1, b1, s11);
            var x2 = Vector512.Create(a2[k]);
            s20 = Vector512.FusedMultiplyAdd(x2, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x2, b1, s21);
            var x3 = Vector512.Create(a3[k]);
            s30 = Vector512.FusedMultiplyAdd(x3, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x3, b1, s31);
            var x4 = Vector512.Create(a4[k]);
            s40 = Vector512.FusedMultiplyAdd(x4, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x4, b1, s41);
            var x5 = Vector512.Create(a5[k]);
            s50 = Vector512.FusedMultiplyAdd(x5, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x5, b1, s51);
            var x6 = Vector512.Create(a6[k]);
            s60 = Vector512.FusedMultiplyAdd(x6, b0, s60);
            s61 = Vector512.FusedMultiplyAdd(x6, b1, s61);
            var x7 = Vector512.Create(a7[k]);
            s70 = Vector512.FusedMultiplyAdd(x7, b0, s70);
            s71 = Vector512.FusedMultiplyAdd(x7, b1, s71);
        }

        Store(c, Row(0, rows), strideC, s00, s01);
        Store(c, Row(1, rows), strideC, s10, s11);
        Store(c, Row(2, rows), strideC, s20, s21);
        Store(c, Row(3, rows), strideC, s30, s31);
        Store(c, Row(4, rows), strideC, s40, s41);
        Store(c, Row(5, rows), strideC, s50, s51);
        Store(c, Row(6, rows), strideC, s60, s61);
        Store(c, Row(7, rows), strideC, s70, s71);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(
        float* a, int strideA, int rows, float* b, int inner, Vector512<float> bias0, Vector512<float> bias1, float* c, int strideC)
    {
        var a0 = a;
        var a1 = a + ((long)Row(1, rows) * strideA);
        var a2 = a + ((long)Row(2, rows) * strideA);
        var a3 = a + ((long)Row(3, rows) * strideA);
        Vector512<float> s00 = bias0, s01 = bias1;
        Vector512<float> s10 = bias0, s11 = bias1;
        Vector512<float> s20 = bias0, s21 = bias1;
        Vector512<float> s30 = bias0, s31 = bias1;
        for (var k = 0; k < inner; k++, b += 2 * Lanes)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + Lanes);
            var x0 = Vector512.Create(a0[k]);
            s00 = Vector512.FusedMultiplyAdd(x0, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x0, b1, s01);
            var x1 = Vector512.Create(a1[k]);
            s10 = Vector512.FusedMultiplyAdd(x1, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x1, b1, s11);
            var x2 = Vector512.Create(a2[k]);
            s20 = Vector512.FusedMultiplyAdd(x2, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x2, b1, s21);
            var x3 = Vector512.Create(a3[k]);
            s30 = Vector512.FusedMultiplyAdd(x3, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x3, b1, s31);
        }

        Store(c, Row(0, rows), strideC, s00, s01);
        Store(c, Row(1, rows), strideC, s10, s11);
        Store(c, Row(2, rows), strideC, s20, s21);
        Store(c, Row(3, rows), strideC, s30, s31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, int row, int strideC, Vector512<float> first, Vector512<float> second)
    {
        var target = c + ((long)row * strideC);
        first.Store(target);
        second.Store(target + Lanes);
    }
}
