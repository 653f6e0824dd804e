using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GatewaySim.Domain.Consent;

/// <summary>A map from recipients to 64 bits each, small enough for tens of millions of pairs in one scope.</summary>
/// <remarks>
/// <para>
/// Open addressing over two arrays, keys and values, that are at least 70 % full above 1,000 pairs: at most 24 bytes a
/// pair. A key is the mixed recipient (<see cref="Hashing.Mix(ulong)"/>, a bijection), so 0 is free to mean empty. The
/// entries lie in descending order of their keys, each at or behind its home, and a home is the key's share of the
/// key space. So a search ends at the first smaller key, empty slots included: an absent recipient, the usual case,
/// costs no more than a present one. Growing is one pass from the old arrays to the new ones, without random access.
/// (Amble and Knuth, "Ordered hash tables", 1974.)
/// </para>
/// <para>
/// One owner, no locks. Look-ups never allocate. Growing takes time in proportion to the size (some 12 ns a pair, up
/// to 50 in memory that is new to the process: 0.1 to 0.5 s at 10 million) and happens once per 20 % more pairs.
/// </para>
/// <para>
/// Do not give a table only recipients from one part of the key space (chosen by the high bits of the mixed number):
/// searches would be long. They end, and they are right, but the table is a list then.
/// </para>
/// </remarks>
public sealed partial class RecipientTable
{
    /// <summary>
    /// Slots behind the last one in use that stay empty: they end every search, and fill its last vector.
    /// </summary>
    private const int Sentinels = 8;

    private const int TailSlotsMin = 4;
    private const int TailSlotsMax = 24;

    /// <summary>Up to this many slots the table grows by halves and does not shrink.</summary>
    private const int SmallSlotsMax = 512;

    private static readonly ulong[] NoKeys = new ulong[Sentinels];

    /// <summary>Homes, then a tail for what the last homes cannot hold, then the sentinels.</summary>
    private ulong[] _keys = NoKeys;
    private ulong[] _values = [];
    private int _homes;
    private int _count;
    private int _version;

    /// <summary>Pairs held.</summary>
    public int Count => _count;

    /// <summary>Bytes of memory behind this table: its arrays with their headers, and the object itself.</summary>
    public long BytesUsed => 48 + (_homes == 0 ? 0 : 48 + sizeof(ulong) * ((long)_keys.Length + _values.Length));

    /// <summary>
    /// Looks a recipient up. Cost: one or two cache misses when the table is far bigger than the cache.
    /// </summary>
    /// <param name="recipient">A number as <see cref="Numbers.PhoneNumber.Value"/>, greater than 0.</param>
    /// <param name="value">0 when absent.</param>
    public bool TryGetValue(ulong recipient, out ulong value)
    {
        if (_count > 0)
        {
            var key = Hashing.Mix(recipient);
            var slot = Find(key);
            if (_keys[slot] == key && key != 0)
            {
                value = _values[slot];
                return true;
            }
        }

        value = 0;
        return false;
    }

    /// <summary>Adds the pair, or gives the recipient another value.</summary>
    /// <param name="recipient">Greater than 0.</param>
    /// <returns>True when the recipient is new.</returns>
    public bool Set(ulong recipient, ulong value)
    {
        Invariant.Holds(recipient > 0);
        var key = Hashing.Mix(recipient);
        var slot = Find(key);
        if (_keys[slot] == key)
        {
            _values[slot] = value;
            return false;
        }

        if (_count >= PairsMax(_homes))
        {
            Rebuild(_homes < SmallSlotsMax ? _homes + _homes / 2 + 4 : _homes + _homes / 5, TailSlots);
            slot = Find(key);
        }

        int end;
        while ((end = slot + _keys.AsSpan(slot).IndexOf(0UL)) >= _keys.Length - Sentinels)
        {
            Rebuild(_homes, 2 * TailSlots);
            slot = Find(key);
        }

        _keys.AsSpan(slot..end).CopyTo(_keys.AsSpan(slot + 1));
        _values.AsSpan(slot..end).CopyTo(_values.AsSpan(slot + 1));
        (_keys[slot], _values[slot]) = (key, value);
        _count++;
        _version++;
        return true;
    }

    /// <summary>Takes a recipient out.</summary>
    /// <returns>False when it was not there.</returns>
    public bool Remove(ulong recipient)
    {
        var key = Hashing.Mix(recipient);
        var slot = Find(key);
        if (_count == 0 || recipient == 0 || _keys[slot] != key)
        {
            return false;
        }

        // Whatever is not at its home moves one slot nearer to it.
        var end = slot + 1;
        while (_keys[end] != 0 && HomeOf(_keys[end], _homes) < end)
        {
            end++;
        }

        _keys.AsSpan((slot + 1)..end).CopyTo(_keys.AsSpan(slot));
        _values.AsSpan((slot + 1)..end).CopyTo(_values.AsSpan(slot));
        _keys[end - 1] = 0;
        _count--;
        _version++;
        if (_homes > SmallSlotsMax && _count < PairsMin(_homes))
        {
            Rebuild((int)(_count * 100L / 78) + 1, TailSlotsMax);
        }

        return true;
    }

    /// <summary>Takes everything out and gives the memory back.</summary>
    public void Clear()
    {
        (_keys, _values, _homes, _count) = (NoKeys, [], 0, 0);
        _version++;
    }

    /// <summary>
    /// Slots from where a recipient is, or belongs, to the next empty one: what adding it would move.
    /// </summary>
    internal int RunAt(ulong recipient) => _keys.AsSpan(Find(Hashing.Mix(recipient))).IndexOf(0UL);

    private int TailSlots => Math.Max(_values.Length - _homes, 0);

    private static int PairsMax(int homes) => (int)(homes * 85L / 100);

    private static int PairsMin(int homes) => (int)(homes * 70L / 100);

    /// <summary>
    /// Where the search for a key begins: the greatest keys at 0, in proportion down to the smallest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int HomeOf(ulong key, int homes) => (int)(((~key >> 32) * (ulong)(uint)homes) >> 32);

    /// <summary>
    /// The first slot from the key's home on whose key is not greater: the key's own, or where it belongs.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ulong key)
    {
        ref var keys = ref MemoryMarshal.GetArrayDataReference(_keys);
        var slot = (nuint)(uint)HomeOf(key, _homes);
        if (Vector256.IsHardwareAccelerated)
        {
            // The sentinels end this loop before a vector reaches over the end of the array.
            var wanted = Vector256.Create(key);
            while (true)
            {
                var reached = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref keys, slot), wanted)
                    .ExtractMostSignificantBits();
                if (reached != 0)
                {
                    return (int)slot + BitOperations.TrailingZeroCount(reached);
                }

                slot += (nuint)Vector256<ulong>.Count;
            }
        }

        while (Unsafe.Add(ref keys, slot) > key)
        {
            slot++;
        }

        return (int)slot;
    }

    private void Rebuild(int homes, int tail)
    {
        tail = Math.Max(tail, Math.Clamp(homes / 8, TailSlotsMin, TailSlotsMax));
        while (!TryRebuild(homes, tail))
        {
            tail *= 2;
        }
    }

    /// <returns>False when the tail is too short for the entries that spill over the last home.</returns>
    private bool TryRebuild(int homes, int tail)
    {
        var keys = new ulong[homes + tail + Sentinels];
        var values = GC.AllocateUninitializedArray<ulong>(homes + tail);
        var next = 0;
        for (var slot = 0; slot < _values.Length; slot++)
        {
            // Empty slots are copied too, but take no room: no branch depends on which slots are empty.
            var key = _keys[slot];
            var full = key != 0;
            var place = Math.Max(next, full ? HomeOf(key, homes) : 0);
            if (place >= values.Length)
            {
                if (full)
                {
                    return false;
                }

                continue;
            }

            (keys[place], values[place]) = (key, _values[slot]);
            next = place + (full ? 1 : 0);
        }

        (_keys, _values, _homes) = (keys, values, homes);
        _version++;
        return true;
    }
}
