using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Journal.Verification;

/// <summary>
/// What the audit remembers of one scope: plain collections, none of the gateway's own rules or tables.
/// </summary>
internal sealed class ScopeLedger(Scope scope)
{
    public Scope Scope { get; } = scope;

    /// <summary>RingCentral: per recipient the stamp times two, plus one for "opted out".</summary>
    public Dictionary<ulong, long> Pairs { get; } = [];

    /// <summary>Telnyx: the numbers that a recipient stopped; never empty.</summary>
    public Dictionary<ulong, ulong[]> Origins { get; } = [];

    public HashSet<(ulong Number, ulong Handset)> NetworkBlocks { get; } = [];

    /// <summary>Messages per sender: all of a RingCentral scope's, and each Telnyx sender's.</summary>
    public Dictionary<Address, long> Ordinals { get; } = [];

    /// <summary>Telnyx messages that wait for their time, by the number of their event.</summary>
    public Dictionary<long, (Address From, Address To)> Scheduled { get; } = [];

    public long ReplyOrdinal { get; set; }

    /// <summary>The newest account-wide record that a dispatch of this scope counted.</summary>
    public long WildcardsSeen { get; set; }

    /// <summary>Entries of all its collections.</summary>
    public long Count =>
        (long)Pairs.Count + Origins.Count + NetworkBlocks.Count + Ordinals.Count + Scheduled.Count + 1;

    public bool IsStopped(ulong recipient) => Origins.ContainsKey(recipient);

    public static long Pack(Stamp at, bool isOut) => at.Ticks << 1 | (isOut ? 1L : 0);

    /// <returns>False when it was there.</returns>
    public bool AddOrigin(ulong recipient, ulong origin)
    {
        var known = Origins.GetValueOrDefault(recipient, []);
        Origins[recipient] = known.Contains(origin) ? known : [.. known, origin];
        return !known.Contains(origin);
    }

    /// <returns>False when it was not there.</returns>
    public bool RemoveOrigin(ulong recipient, ulong origin)
    {
        var known = Origins.GetValueOrDefault(recipient, []);
        if (known.Length > 1)
        {
            Origins[recipient] = [.. known.Where(o => o != origin)];
        }
        else if (known.Contains(origin))
        {
            Origins.Remove(recipient);
        }

        return known.Contains(origin);
    }
}
