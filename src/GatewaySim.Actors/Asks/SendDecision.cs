using GatewaySim.Actors.Shards;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Actors.Asks;

/// <summary>Whether a profile may send a message, and from which number: what sending now and later have in common.
/// </summary>
/// <param name="Verdict">Accepted, or why not.</param>
/// <param name="From">The sender, chosen from the pool where the caller named none.</param>
/// <param name="Chosen">The same where it was chosen; none where the caller named it.</param>
/// <param name="Limit">What the profile may spend on a day; null for any.</param>
internal readonly record struct SendDecision(Verdict Verdict, Address From, PhoneNumber Chosen, decimal? Limit)
{
    /// <remarks>A block is the profile's, so it holds whichever number is chosen.</remarks>
    public static SendDecision Of(ProfileEntity profile, SendMessage message, ShardState state, Turn turn)
    {
        // 1. The sender.
        var isPool = message.From.Kind == AddressKind.None;
        var chosen = isPool ? profile.ChooseSender(message, state.Context.Clock.Now) : null;
        if (isPool && chosen is null)
        {
            return new(Verdict.NoSender, default, default, null);
        }

        var from = chosen is { } number ? number : message.From;

        // 2. Whether the recipient may be texted.
        if (profile.Origins.IsBlocked(message.To.Key) || state.Context.IsBlockedByMagic(message.To.Key))
        {
            return new(Verdict.Blocked, from, chosen.GetValueOrDefault(), null);
        }

        // 3. Whether the profile may spend more today.
        var limit = profile.SpendLimit;
        if (limit is not null && profile.IsSpent(limit, state.Context.Clock.Now))
        {
            profile.TellLimit(state, turn, limit, state.Context.Clock.Now);
            return new(Verdict.SpendLimited, from, chosen.GetValueOrDefault(), limit);
        }

        // 4. It goes out, so the recipient may keep the sender.
        if (chosen is { } kept)
        {
            profile.KeepSender(state, turn, message.To, kept, state.Context.Clock.Now);
        }

        return new(Verdict.Accepted, from, chosen.GetValueOrDefault(), limit);
    }

    public SendReply Refused(Guid profile) => new(Verdict, Profile: profile, Chosen: Chosen);
}
