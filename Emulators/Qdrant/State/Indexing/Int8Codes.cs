using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>
/// Dense vectors as one byte per dimension, each with a scale of its own, so that magnitudes may differ: a quarter of the memory traffic, and
/// that is what a walk through a graph spends its time on. What the codes find is compared again by the vectors themselves.
/// </summary>
internal sealed unsafe class Int8Codes : IDisposable
{
    private const int Block = 64;
    private const int HeaderBytes = 8;
    private const float MaxCode = 127;

    /// <summary>Queries get 11 bits: products of them and codes add up to less than 2^31 for 65,536 dimensions.</summary>
    private const float MaxQuery = 2047;
    private readonly SlotMemory _codes;
    private readonly SlotMemory _headers;
    private readonly int _size;
    private readonly int _padded;
    private readonly bool _euclid;

    public Int8Codes(int size, Distance distance)
    {
        _size = size;
        _padded = (size + Block - 1) / Block * Block;
        _euclid = distance == Distance.Euclid;
        _codes = new SlotMemory(_padded);
        _headers = new SlotMemory(HeaderBytes);
    }

    public SlotMemory Rows => _codes;

    public SlotMemory Headers => _headers;

    public void Reserve(int slot)
    {
        _codes.Reserve(slot);
        _headers.Reserve(slot);
    }

    public void Encode(int slot, ReadOnlySpan<float> vector)
    {
        var scale = TensorPrimitives.MaxMagnitude(vector) is var max && max != 0 ? MathF.Abs(max) / MaxCode : 1;
        var row = (sbyte*)_codes.Row(slot);
        for (var i = 0; i < _size; i++)
        {
            row[i] = (sbyte)MathF.Round(vector[i] / scale);
        }
        var header = (float*)_headers.Row(slot);
        header[0] = scale;
        header[1] = TensorPrimitives.SumOfSquares(vector);
    }

    /// <summary>The numbers of a query that a scorer compares with codes.</summary>
    public Int8Query Prepare(ReadOnlySpan<float> vector)
    {
        var scale = TensorPrimitives.MaxMagnitude(vector) is var max && max != 0 ? MathF.Abs(max) / MaxQuery : 1;
        var values = new short[_padded];
        for (var i = 0; i < vector.Length; i++)
        {
            values[i] = (short)MathF.Round(vector[i] / scale);
        }
        return new Int8Query(values, scale, TensorPrimitives.SumOfSquares(vector));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Similarity(short* query, float scale, float squared, int slot)
    {
        var header = (float*)_headers.Row(slot);
        var dot = Dot(query, (sbyte*)_codes.Row(slot), _padded) * scale * header[0];
        return _euclid ? (2 * dot) - squared - header[1] : dot;
    }

    public float Similarity(int left, int right)
    {
        var (leftHeader, rightHeader) = ((nint)_headers.Row(left), (nint)_headers.Row(right));
        var dot = Dot((sbyte*)_codes.Row(left), (sbyte*)_codes.Row(right), _padded) * ((float*)leftHeader)[0] * ((float*)rightHeader)[0];
        return _euclid ? (2 * dot) - ((float*)leftHeader)[1] - ((float*)rightHeader)[1] : dot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int slot)
    {
        if (Sse.IsSupported)
        {
            var row = _codes.Row(slot);
            Sse.Prefetch0(row);
            Sse.Prefetch0(row + 64);
            Sse.Prefetch0(row + 128);
            Sse.Prefetch0(row + 192);
            Sse.Prefetch0(_headers.Row(slot));
        }
    }

    public void Dispose()
    {
        _codes.Dispose();
        _headers.Dispose();
    }

    private static int Dot(short* query, sbyte* codes, int length)
    {
        if (Avx512BW.IsSupported)
        {
            Vector512<int> first = default, second = default;
            for (var i = 0; i < length; i += Block)
            {
                first += Avx512BW.MultiplyAddAdjacent(Vector512.Load(query + i), Avx512BW.ConvertToVector512Int16(Vector256.Load(codes + i)));
                second += Avx512BW.MultiplyAddAdjacent(Vector512.Load(query + i + 32), Avx512BW.ConvertToVector512Int16(Vector256.Load(codes + i + 32)));
            }
            return Vector512.Sum(first + second);
        }
        if (Avx2.IsSupported)
        {
            Vector256<int> sum = default;
            for (var i = 0; i < length; i += 16)
            {
                sum += Avx2.MultiplyAddAdjacent(Vector256.Load(query + i), Avx2.ConvertToVector256Int16(Vector128.Load(codes + i)));
            }
            return Vector256.Sum(sum);
        }
        var total = 0;
        for (var i = 0; i < length; i++)
        {
            total += query[i] * codes[i];
        }
        return total;
    }

    private static int Dot(sbyte* left, sbyte* right, int length)
    {
        if (Avx512BW.IsSupported)
        {
            Vector512<int> first = default, second = default;
            for (var i = 0; i < length; i += Block)
            {
                first += Avx512BW.MultiplyAddAdjacent(
                    Avx512BW.ConvertToVector512Int16(Vector256.Load(left + i)), Avx512BW.ConvertToVector512Int16(Vector256.Load(right + i)));
                second += Avx512BW.MultiplyAddAdjacent(
                    Avx512BW.ConvertToVector512Int16(Vector256.Load(left + i + 32)), Avx512BW.ConvertToVector512Int16(Vector256.Load(right + i + 32)));
            }
            return Vector512.Sum(first + second);
        }
        if (Avx2.IsSupported)
        {
            Vector256<int> sum = default;
            for (var i = 0; i < length; i += 16)
            {
                sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load(left + i)), Avx2.ConvertToVector256Int16(Vector128.Load(right + i)));
            }
            return Vector256.Sum(sum);
        }
        var total = 0;
        for (var i = 0; i < length; i++)
        {
            total += left[i] * right[i];
        }
        return total;
    }
}
