using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Numbers;
using GatewaySim.Domain.Pacing;

namespace GatewaySim.Actors.Pacing;

/// <summary>T-Mobile's daily caps of the brands of a node's accounts.</summary>
/// <remarks>
/// A brand spans numbers, profiles and both providers, so it spans shards: they share one count, as the senders of an
/// account share its gate. Which message is the first that does not fit then depends on the order of the shards; how
/// many fit does not. It is no part of the stored state, as it depends on settings: after a restart it is made of the
/// day's events (<see cref="BrandRecount"/>).
/// </remarks>
internal sealed class BrandCaps
{
    /// <summary>Days that are remembered: longer than any message waits, so none is counted in a day that is gone.
    /// </summary>
    private const int DaysKept = 40;

    private readonly ConcurrentDictionary<(int Account, string Brand, DateOnly Day), BrandDay> _days = new();
    private readonly FrozenDictionary<Address, string> _brands;
    private readonly FrozenDictionary<string, long> _caps;
    private readonly long _cap;
    private readonly int _shards;
    private readonly bool _hasMagicNumbers;

    private BrandCaps(PacingOptions options, int shards, bool hasMagicNumbers)
    {
        _brands = Pairs(options.NumberBrands).ToFrozenDictionary(p => Address.Parse(p[0]), p => p[1]);
        _caps = Pairs(options.BrandCaps)
            .ToFrozenDictionary(p => p[0], p => long.Parse(p[1], CultureInfo.InvariantCulture));
        (_cap, _shards, _hasMagicNumbers) = (options.TMobileDailyCap, shards, hasMagicNumbers);
    }

    /// <returns>Null where no brand has a cap.</returns>
    public static BrandCaps? Of(PacingOptions options, int shards, bool hasMagicNumbers) =>
        new BrandCaps(options, shards, hasMagicNumbers) is var caps
        && (caps._cap > 0 || caps._caps.Values.Any(c => c > 0))
            ? caps : null;

    /// <summary>The count that a sender's messages of a moment belong to.</summary>
    /// <returns>Null where nothing is counted: no 10DLC number, or a brand without a cap.</returns>
    public BrandDay? DayOf(int account, Address from, Stamp at)
    {
        if (!DailyCap.HasBrand(from))
        {
            return null;
        }

        var brand = _brands.GetValueOrDefault(from, "");
        var cap = _caps.GetValueOrDefault(brand, _cap);
        var key = (account, brand, Day: PacificDay.Of(at));
        return cap == 0 ? null
            : _days.TryGetValue(key, out var day) ? day
            : Begin(key, cap);
    }

    /// <summary>Whether T-Mobile took a message that ends so, and counts it. Magic numbers are nobody's handsets.
    /// </summary>
    /// <param name="recipient">The number's <see cref="PhoneNumber.Value"/>.</param>
    public bool Counts(Outcome outcome, ulong recipient) =>
        DailyCap.IsTaken(outcome) && DailyCap.IsHandset(recipient)
        && !(_hasMagicNumbers && MagicNumbers.IsMagic(recipient));

    /// <summary>What becomes of one message: T-Mobile takes it, or its brand has had its share of the day.</summary>
    /// <param name="drawn">What becomes of it otherwise.</param>
    /// <param name="at">The stamp of the event that says so.</param>
    public Outcome Take(Scope scope, Address from, Address to, int parts, Outcome drawn, Stamp at) =>
        to.Kind == AddressKind.PhoneNumber && Counts(drawn, to.Key)
        && DayOf(scope.Account, from, at) is { } day && !day.TryTake(scope.ShardOf(_shards), parts)
            ? Outcome.DailyCapped : drawn;

    /// <summary>The same for messages of a batch.</summary>
    /// <param name="text">The batch's own.</param>
    /// <param name="first">Index in the chunk of the first of them.</param>
    /// <param name="outcomes">What becomes of them otherwise; changed where one does not fit.</param>
    /// <remarks>Some 10 ns a message, where the sender's brand has a cap.</remarks>
    public void Take(
        Scope scope, in MessageChunk messages, ReadOnlyMemory<byte> text, int first, Span<byte> outcomes, Stamp at)
    {
        if (DayOf(scope.Account, scope.Sender, at) is not { } day)
        {
            return;
        }

        var shard = scope.ShardOf(_shards);
        var ofText = BatchQueue.PartsOf(text);
        for (var n = 0; n < outcomes.Length; n++)
        {
            if (Counts((Outcome)outcomes[n], messages.Recipients[first + n])
                && !day.TryTake(shard, BatchQueue.PartsOf(messages, first + n, ofText)))
            {
                outcomes[n] = (byte)Outcome.DailyCapped;
            }
        }
    }

    /// <summary>Puts right what a shard took from a date on.</summary>
    /// <param name="parts">What it took; nothing of any other day.</param>
    public void Set(int shard, DateOnly from, IReadOnlyDictionary<BrandDay, long> parts)
    {
        foreach (var (key, day) in _days)
        {
            if (key.Day >= from)
            {
                day.Set(shard, parts.GetValueOrDefault(day));
            }
        }
    }

    private BrandDay Begin((int Account, string Brand, DateOnly Day) key, long cap)
    {
        foreach (var (old, _) in _days)
        {
            if (old.Day < key.Day.AddDays(-DaysKept))
            {
                _days.TryRemove(old, out _);
            }
        }

        return _days.GetOrAdd(key, _ => new(cap, _shards));
    }

    private static IEnumerable<string[]> Pairs(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('='));
}
