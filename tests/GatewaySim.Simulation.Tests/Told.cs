using GatewaySim.Domain.Consent;

namespace GatewaySim.Simulation.Tests;

/// <summary>
/// What callers know for certain about a (scope, recipient): the last acknowledged change, unless another one was under
/// way at the same time. An answer that never came, or that says "unknown", leaves nothing certain.
/// </summary>
internal sealed class Told
{
    private readonly Dictionary<(string Scope, ulong Recipient), Known> _known = [];
    private readonly List<(Change Change, Func<bool> IsSettled)> _unsettled = [];
    private long _now;

    /// <summary>Somebody begins to ask for a change.</summary>
    public Change Begin(IEnumerable<(string Scope, ulong Recipient)> keys, ConsentStatus status)
    {
        var change = new Change([.. keys], status, ++_now);
        foreach (var key in change.Keys)
        {
            var known = Of(key);
            known.UnderWay.Add(change);
            known.Status = known.Status == status ? status : ConsentStatus.None;
        }

        return change;
    }

    /// <summary>The change ended.</summary>
    /// <param name="isCertain">Whether its answer says that it is as wanted now.</param>
    public void End(Change change, bool isCertain)
    {
        _now++;
        foreach (var key in change.Keys)
        {
            var known = Of(key);
            known.UnderWay.Remove(change);
            known.EndOf[change.Status] = _now;
            if (isCertain && known.UnderWay.TrueForAll(c => c.Status == change.Status)
                && known.EndOf.GetValueOrDefault(Opposite(change.Status)) < change.BegunAt)
            {
                known.Status = change.Status;
            }
        }
    }

    /// <summary>The answer was "unknown": it may still show, until the owner was rebuilt.</summary>
    public void EndLater(Change change, Func<bool> isSettled) => _unsettled.Add((change, isSettled));

    public void Settle()
    {
        foreach (var (change, _) in _unsettled.Where(u => u.IsSettled()).ToList())
        {
            _unsettled.RemoveAll(u => u.Change == change);
            End(change, isCertain: false);
        }
    }

    /// <summary>Nobody will answer any more: what was under way is stored by now, or never will be.</summary>
    public void Crash()
    {
        _unsettled.Clear();
        foreach (var change in _known.Values.SelectMany(k => k.UnderWay).Distinct().ToList())
        {
            End(change, isCertain: false);
        }
    }

    /// <summary>What is certain; None for nothing.</summary>
    public ConsentStatus Certain(string scope, ulong recipient) =>
        _known.TryGetValue((scope, recipient), out var known) ? known.Status : ConsentStatus.None;

    private Known Of((string, ulong) key)
    {
        if (!_known.TryGetValue(key, out var known))
        {
            _known[key] = known = new();
        }

        return known;
    }

    private static ConsentStatus Opposite(ConsentStatus status) =>
        status == ConsentStatus.OptOut ? ConsentStatus.OptIn : ConsentStatus.OptOut;

    /// <summary>A change that somebody asked for.</summary>
    internal sealed class Change(
        IReadOnlyList<(string Scope, ulong Recipient)> keys, ConsentStatus status, long begunAt)
    {
        public IReadOnlyList<(string Scope, ulong Recipient)> Keys => keys;

        public ConsentStatus Status => status;

        public long BegunAt => begunAt;
    }

    private sealed class Known
    {
        public ConsentStatus Status { get; set; }

        public List<Change> UnderWay { get; } = [];

        public Dictionary<ConsentStatus, long> EndOf { get; } = [];
    }
}
