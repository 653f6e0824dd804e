using System.Collections.Concurrent;
using GatewaySim.Domain;
using GatewaySim.Domain.Carrier;

namespace GatewaySim.Actors.Faults;

/// <summary>A rule in force, and how often it was asked and struck. Thread-safe.</summary>
public sealed class ArmedFault(FaultRule rule, ulong chanceBase)
{
    /// <summary>Tokens that a rule keeps refusing; beyond it, each call with another token draws anew.</summary>
    private const int TokensMax = 10_000;

    private readonly ConcurrentDictionary<ulong, bool> _tokens = new();
    private long _matched;
    private long _struck;

    public FaultRule Rule { get; } = rule;

    /// <summary>How often something came that it is about.</summary>
    public long Matched => Interlocked.Read(ref _matched);

    public long Struck => Interlocked.Read(ref _struck);

    /// <summary>Draws by how many came before: the same calls in the same order meet the same fate.</summary>
    public bool Strikes() => Draw((ulong)Interlocked.Increment(ref _matched) - 1);

    /// <summary>Draws by what it is about: the same thing meets the same fate whenever it comes.</summary>
    public bool Strikes(ulong identity)
    {
        Interlocked.Increment(ref _matched);
        return Draw(identity);
    }

    /// <summary>Draws once for a token; one that was struck stays so.</summary>
    /// <param name="token">Its hash.</param>
    public bool StrikesToken(ulong token)
    {
        var ordinal = (ulong)Interlocked.Increment(ref _matched) - 1;
        if (_tokens.ContainsKey(token))
        {
            return true;
        }

        if (!Draw(ordinal))
        {
            return false;
        }

        if (_tokens.Count < TokensMax)
        {
            _tokens[token] = true;
        }

        return true;
    }

    private bool Draw(ulong ordinal)
    {
        // 53 bits, as many as a double holds: a chance of 1 always strikes, one of 0 never does.
        var draw = Chance.ShareOf(Chance.Of(chanceBase, ordinal));
        if (draw >= Rule.Chance)
        {
            return false;
        }

        if (Interlocked.Increment(ref _struck) <= (Rule.Times ?? long.MaxValue))
        {
            return true;
        }

        Interlocked.Decrement(ref _struck);
        return false;
    }
}
