using System.Collections.Concurrent;
using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;

namespace GatewaySim.RingCentral.Subscriptions;

/// <summary>
/// Takes subscriptions out whose address fails too long, and lets them in again where that is the rule.
/// </summary>
/// <remarks>
/// Source: staff, forum 1173 (2018): about ten minutes of failures, then checked every 15 minutes. The guide of 2022
/// says for ever. <see cref="SubscriptionOptions.BlacklistEnd"/> chooses. Safe from any thread.
/// </remarks>
internal sealed class Blacklist(ISubscriptions subscriptions, Handshake handshake, SubscriptionOptions options)
{
    private readonly ConcurrentDictionary<Guid, Stamp> _recovered = [];
    private readonly ConcurrentDictionary<Guid, Stamp> _checked = [];
    private readonly ConcurrentDictionary<Guid, bool> _underWay = [];

    /// <summary>The last order given, for tests to wait for.</summary>
    public Task LastOrder { get; private set; } = Task.CompletedTask;

    /// <summary>Notes a failed attempt.</summary>
    /// <param name="since">When the failures began behind which nothing has succeeded.</param>
    public void Failed(SubscriptionRecord record, Stamp since, Stamp now, string reason)
    {
        // A subscription that was let in again starts anew, though nothing has succeeded yet.
        var start = _recovered.TryGetValue(record.Id, out var recovered) && recovered > since ? recovered : since;
        if (!record.IsBlacklisted && now >= start.Plus(TimeSpan.FromSeconds(options.BlacklistAfterSeconds)) &&
            _underWay.TryAdd(record.Id, true))
        {
            LastOrder = JudgeAsync(record, reason);
        }
    }

    /// <summary>Checks the address of a blacklisted subscription when its time has come.</summary>
    public void Tick(SubscriptionRecord record, Stamp now)
    {
        if (options.BlacklistEnd == BlacklistEnd.Permanent || record.BlacklistedAt is not { } at)
        {
            return;
        }

        var last = _checked.TryGetValue(record.Id, out var done) && done > at ? done : at;
        if (now >= last.Plus(TimeSpan.FromSeconds(options.RecheckSeconds)) && _underWay.TryAdd(record.Id, true))
        {
            _checked[record.Id] = now;
            LastOrder = CheckAsync(record, now);
        }
    }

    /// <summary>Forgets what is about subscriptions that are gone.</summary>
    public void KeepOnly(IReadOnlySet<Guid> living)
    {
        foreach (var id in _recovered.Keys.Concat(_checked.Keys).Where(id => !living.Contains(id)).ToList())
        {
            _recovered.TryRemove(id, out _);
            _checked.TryRemove(id, out _);
        }
    }

    private async Task CheckAsync(SubscriptionRecord record, Stamp now)
    {
        var error = await handshake.ShakeAsync(record.Address, CancellationToken.None).ConfigureAwait(false);
        if (error is not null)
        {
            _underWay.TryRemove(record.Id, out _);
            return;
        }

        _recovered[record.Id] = now;
        await JudgeAsync(record, reason: null).ConfigureAwait(false);
    }

    /// <summary>
    /// Once at a time: when the owner could not take the order, the next failure or check gives it again.
    /// </summary>
    private async Task JudgeAsync(SubscriptionRecord record, string? reason)
    {
        try
        {
            await subscriptions.JudgeAsync(new(record.Account, record.Id, reason)).ConfigureAwait(false);
        }
        finally
        {
            _underWay.TryRemove(record.Id, out _);
        }
    }
}
