using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>A set of slots: a hash set while they are few, a bit for every slot once that is smaller. Read by many or changed by one.</summary>
internal sealed class SlotSet : IReadOnlyCollection<int>
{
    private const int BitsPerWord = 64;

    /// <summary>About the bits that an entry of a hash set takes.</summary>
    private const int BitsPerEntry = 128;

    public static readonly SlotSet Empty = [];
    private HashSet<int>? _few = [];
    private ulong[] _bits = [];
    private int _highest;
    private int _dense;

    public int Count => _few?.Count ?? _dense;

    /// <summary>The slots that are in both.</summary>
    public static SlotSet Intersect(SlotSet one, SlotSet other)
    {
        var (small, large) = one.Count <= other.Count ? (one, other) : (other, one);
        var both = new SlotSet();
        if (small._few is not null || large._few is not null)
        {
            foreach (var slot in small)
            {
                if (large.Contains(slot))
                {
                    both.Add(slot);
                }
            }
            return both;
        }
        both._few = null;
        both._bits = new ulong[Math.Min(small._bits.Length, large._bits.Length)];
        for (var i = 0; i < both._bits.Length; i++)
        {
            both._bits[i] = small._bits[i] & large._bits[i];
            both._dense += BitOperations.PopCount(both._bits[i]);
        }
        return both;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(int slot)
    {
        var (bits, word) = (_bits, (uint)slot / BitsPerWord);
        return word < (uint)bits.Length ? (bits[word] & Mask(slot)) != 0 : _few?.Contains(slot) == true;
    }

    /// <summary>False where it is in the set already.</summary>
    public bool Add(int slot)
    {
        if (_few is { } few)
        {
            _highest = Math.Max(_highest, slot);
            var added = few.Add(slot);
            if (added && (long)few.Count * BitsPerEntry > _highest + BitsPerWord)
            {
                ToBits(few);
            }
            return added;
        }
        var word = slot / BitsPerWord;
        if (word >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max(word + 1, _bits.Length + (_bits.Length / 2)));
        }
        if ((_bits[word] & Mask(slot)) != 0)
        {
            return false;
        }
        _bits[word] |= Mask(slot);
        _dense++;
        return true;
    }

    /// <summary>False where it was not in the set.</summary>
    public bool Remove(int slot)
    {
        if (_few is { } few)
        {
            return few.Remove(slot);
        }
        if (!Contains(slot))
        {
            return false;
        }
        _bits[slot / BitsPerWord] &= ~Mask(slot);
        _dense--;
        return true;
    }

    public void UnionWith(SlotSet other)
    {
        foreach (var slot in other)
        {
            Add(slot);
        }
    }

    public IEnumerator<int> GetEnumerator() => (_few ?? Slots()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ulong Mask(int slot) => 1UL << (slot % BitsPerWord);

    private IEnumerable<int> Slots()
    {
        for (var word = 0; word < _bits.Length; word++)
        {
            for (var bits = _bits[word]; bits != 0; bits &= bits - 1)
            {
                yield return (word * BitsPerWord) + BitOperations.TrailingZeroCount(bits);
            }
        }
    }

    private void ToBits(HashSet<int> few)
    {
        _bits = new ulong[(_highest / BitsPerWord) + 1];
        foreach (var slot in few)
        {
            _bits[slot / BitsPerWord] |= Mask(slot);
        }
        (_dense, _few) = (few.Count, null);
    }
}
