using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using GatewaySim.Domain.Messages;

namespace GatewaySim.Domain.Carrier.Own;

/// <summary>The delays of a user's own profile: what a journal keeps of it.</summary>
/// <remarks>
/// As tables, since a logarithm may differ in its last bit from one machine to the next. The stored name holds the
/// user's name and a hash of the tables, so that a changed profile is another one and older messages keep their delays.
/// </remarks>
public sealed class OwnDelays : DelayProfile
{
    public const string Prefix = "own.v1:";

    /// <summary>Entries of a table.</summary>
    public const int TableLength = 257;

    /// <summary>
    /// All that the process has read or made. The name follows from the content, so it is the same in every gateway.
    /// </summary>
    private static readonly ConcurrentDictionary<string, OwnDelays> Known = new();

    private OwnDelays(
        string name, long[] sent, long[] delivered, long[] late, long[] failed, TimeSpan unconfirmedAfter,
        TimeSpan unreachableAfter)
    {
        Name = name;
        (Sent, Delivered, Late, Failed) = (sent, delivered, late, failed);
        (UnconfirmedAfter, UnreachableAfter) = (unconfirmedAfter, unreachableAfter);
        StoredName = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{name}:{ContentHash():x16}");
        FinalWithin = TimeSpan.FromMicroseconds(sent[^1]) + new[]
        {
            TimeSpan.FromMicroseconds(delivered[^1]), TimeSpan.FromMicroseconds(late[^1]),
            TimeSpan.FromMicroseconds(failed[^1]), unconfirmedAfter, unreachableAfter,
        }.Max();
    }

    /// <summary>As the user called it.</summary>
    public string Name { get; }

    /// <summary>From dispatch to sent, microseconds: entry n is the delay at n / 256; so are the others.</summary>
    public IReadOnlyList<long> Sent { get; }

    public IReadOnlyList<long> Delivered { get; }

    public IReadOnlyList<long> Late { get; }

    public IReadOnlyList<long> Failed { get; }

    public TimeSpan UnconfirmedAfter { get; }

    public TimeSpan UnreachableAfter { get; }

    public override string StoredName { get; }

    public override TimeSpan FinalWithin { get; }

    /// <summary>Finds delays by their stored name.</summary>
    /// <returns>Null when nobody made or read them.</returns>
    public static OwnDelays? Find(string storedName) =>
        storedName.StartsWith(Prefix, StringComparison.Ordinal) ? Known.GetValueOrDefault(storedName) : null;

    /// <summary>Makes delays known by their stored name.</summary>
    /// <param name="sent">As the other tables: 257 delays in microseconds, 0 or more, none shorter than the one
    /// before.</param>
    public static OwnDelays Of(
        string name, long[] sent, long[] delivered, long[] late, long[] failed, TimeSpan unconfirmedAfter,
        TimeSpan unreachableAfter)
    {
        foreach (var table in new[] { sent, delivered, late, failed })
        {
            Invariant.Holds(table.Length == TableLength && table[0] >= 0);
            Invariant.Holds(table.Zip(table.Skip(1)).All(pair => pair.First <= pair.Second));
        }

        Invariant.Holds(unconfirmedAfter >= TimeSpan.Zero && unreachableAfter >= TimeSpan.Zero);
        var delays = new OwnDelays(name, sent, delivered, late, failed, unconfirmedAfter, unreachableAfter);
        return Known.GetOrAdd(delays.StoredName, delays);
    }

    public override CarrierDelays DelaysOf(ulong chance, Outcome outcome)
    {
        var fraction = (int)(chance >> 16 & 0xFFFF);
        return new(At(Sent, (int)(chance & 0xFFFF)), outcome switch
        {
            Outcome.Delivered => At(Delivered, fraction),
            Outcome.DeliveredLate => At(Late, fraction),
            Outcome.Unconfirmed => UnconfirmedAfter,
            Outcome.Unreachable => UnreachableAfter,
            _ => At(Failed, fraction),
        });
    }

    /// <summary>The delay at a fraction of 65,536, between two entries in proportion. Integers only.</summary>
    private static TimeSpan At(IReadOnlyList<long> table, int fraction)
    {
        var low = table[fraction >> 8];
        var high = table[(fraction >> 8) + 1];
        return TimeSpan.FromTicks(((low << 8) + (high - low) * (fraction & 0xFF)) * TimeSpan.TicksPerMicrosecond >> 8);
    }

    private ulong ContentHash()
    {
        var hash = Hashing.Of(Encoding.UTF8.GetBytes(Name));
        Span<byte> bytes = stackalloc byte[8];
        foreach (var value in Sent.Concat(Delivered).Concat(Late).Concat(Failed)
            .Append(UnconfirmedAfter.Ticks).Append(UnreachableAfter.Ticks))
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            hash = Hashing.Mix(hash, Hashing.Of(bytes));
        }

        return hash;
    }
}
