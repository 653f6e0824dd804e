using System.Globalization;

namespace GatewaySim.Domain;

/// <summary>
/// Where a message, batch or other record lies in the journal. It is its id, so a look-up needs no index.
/// </summary>
/// <param name="Value">
/// 62 bits: sequence number (38), shard (10), index inside the event (14). Fits RingCentral's int64 ids as it is.
/// </param>
public readonly record struct MessageId(long Value) : IComparable<MessageId>
{
    public const int ShardBits = 10;
    public const int IndexBits = 14;
    public const int SequenceBits = 38;

    public const int ShardsMax = 1 << ShardBits;

    /// <summary>The most messages that one event holds.</summary>
    public const int IndexesMax = 1 << IndexBits;

    public const long SequenceMax = (1L << SequenceBits) - 1;

    public static readonly MessageId None;

    public static MessageId At(int shard, long sequence, int index = 0)
    {
        Invariant.Holds((uint)shard < ShardsMax && sequence is > 0 and <= SequenceMax && (uint)index < IndexesMax);
        return new(sequence << (ShardBits + IndexBits) | (long)shard << IndexBits | (long)index);
    }

    /// <summary>Takes an id from outside.</summary>
    /// <returns>False when the bits cannot name a place.</returns>
    public static bool TryFrom(long value, out MessageId id)
    {
        id = new(value);
        return value >> (ShardBits + IndexBits) is > 0 and <= SequenceMax;
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MessageId id)
    {
        id = None;
        Span<long> parts = stackalloc long[3];
        var count = 0;
        foreach (var range in text.Split('/'))
        {
            if (count == 3 || !long.TryParse(
                text[range], NumberStyles.None, CultureInfo.InvariantCulture, out parts[count++]))
            {
                return false;
            }
        }

        if (count != 3 || parts[0] >= ShardsMax || parts[1] is < 1 or > SequenceMax || parts[2] >= IndexesMax)
        {
            return false;
        }

        id = At((int)parts[0], parts[1], (int)parts[2]);
        return true;
    }

    public int Shard => (int)(Value >> IndexBits) & (ShardsMax - 1);

    public long Sequence => Value >> (ShardBits + IndexBits);

    public int Index => (int)Value & (IndexesMax - 1);

    public int CompareTo(MessageId other) => Value.CompareTo(other.Value);

    public static bool operator <(MessageId left, MessageId right) => left.Value < right.Value;

    public static bool operator >(MessageId left, MessageId right) => left.Value > right.Value;

    public static bool operator <=(MessageId left, MessageId right) => left.Value <= right.Value;

    public static bool operator >=(MessageId left, MessageId right) => left.Value >= right.Value;

    public override string ToString() => $"{Shard}/{Sequence}/{Index}";
}
