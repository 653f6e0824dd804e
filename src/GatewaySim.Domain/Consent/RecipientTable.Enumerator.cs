using System.Numerics;

namespace GatewaySim.Domain.Consent;

public sealed partial class RecipientTable
{
    /// <summary>Pairs of one range of the enumeration, as a power of two.</summary>
    private const int RangePairsBits = 5;

    /// <summary>
    /// Goes through all pairs without allocating. The order follows from the pairs alone, not from history.
    /// </summary>
    /// <remarks>
    /// Not simply slot after slot: pairs copied in that order into a smaller table would all begin at its first slots,
    /// and make one long run of it. The ranges of the key space are visited in bit-reversed order instead, so that any
    /// first part of the enumeration is spread evenly.
    /// </remarks>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Use with <c>foreach</c>. Changing the table meanwhile is a bug, and the next step says so.</summary>
    public struct Enumerator
    {
        private readonly RecipientTable _table;
        private readonly int _version;
        private readonly int _rangeBits;
        private uint _range;
        private ulong _keyMin;
        private int _homeLast;
        private int _slot;

        internal Enumerator(RecipientTable table)
        {
            _table = table;
            _version = table._version;
            _rangeBits = Math.Max(0, BitOperations.Log2((uint)table._count | 1) - RangePairsBits);
            EnterRange();
        }

        public KeyValuePair<ulong, ulong> Current { get; private set; }

        public bool MoveNext()
        {
            Invariant.Holds(_version == _table._version);
            if (_table._count == 0)
            {
                return false;
            }

            while (true)
            {
                var key = _table._keys[_slot];
                if (key != 0 && key >= _keyMin)
                {
                    Current = new(Hashing.Unmix(key), _table._values[_slot]);
                    _slot++;
                    return true;
                }

                if (key == 0 && _slot < _homeLast)
                {
                    _slot++;
                    continue;
                }

                if (++_range == 1u << _rangeBits)
                {
                    _range--;
                    return false;
                }

                EnterRange();
            }
        }

        private void EnterRange()
        {
            ulong keyMax;
            if (_rangeBits == 0)
            {
                (_keyMin, keyMax) = (0, ulong.MaxValue);
            }
            else
            {
                _keyMin = ReverseBits(_range) >> (64 - _rangeBits) << (64 - _rangeBits);
                keyMax = _keyMin | ulong.MaxValue >> _rangeBits;
            }

            _slot = _table.Find(keyMax);
            _homeLast = HomeOf(_keyMin, _table._homes);
        }

        /// <summary>The bits of the range's number, the lowest first, at the top of 64.</summary>
        private static ulong ReverseBits(uint range)
        {
            ulong reversed = 0;
            for (var bit = 0; bit < 32; bit++)
            {
                reversed |= (ulong)(range >> bit & 1) << (63 - bit);
            }

            return reversed;
        }
    }
}
