using GatewaySim.Actors.Asks;
using GatewaySim.Domain.Commands;
using GatewaySim.Domain.Messages;
using GatewaySim.Domain.Pools;

namespace GatewaySim.Actors;

public sealed partial class Gateway : ITelnyxAccounts
{
    async ValueTask<ProfileReply> ITelnyxAccounts.ConfigureProfileAsync(ConfigureProfile command)
    {
        var reply = await PostAsync(new ConfigureProfileAsk(command)).ConfigureAwait(false);
        if (reply is not { Verdict: Verdict.Accepted, Profile.Settings.NumberPool: not { StickySender: true } })
        {
            return reply;
        }

        // After the change was published: no message that comes later gives a recipient a sender to keep.
        var scope = _context.Directory.ScopeOf(command.Account, command.Id);
        var cleared = await PostAsync(new ClearStickySendersAsk(scope)).ConfigureAwait(false);
        return cleared is Verdict.Accepted or Verdict.Unchanged ? reply : new(cleared);
    }

    async ValueTask<(Verdict Verdict, IReadOnlyList<SenderHealth> Health)> ITelnyxAccounts.HealthOfAsync(
        IReadOnlyList<NumberRecord> numbers)
    {
        var health = new SenderHealth[numbers.Count];
        foreach (var profile in Enumerable.Range(0, numbers.Count).Where(n => numbers[n].Profile is not null)
            .GroupBy(n => (numbers[n].Account, numbers[n].Profile!.Value)))
        {
            var places = profile.ToList();
            var (verdict, found) = await PostAsync(new HealthAsk(
                _context.Directory.ScopeOf(profile.Key.Account, profile.Key.Value),
                [.. places.Select(n => numbers[n].Number)])).ConfigureAwait(false);
            if (verdict != Verdict.Accepted)
            {
                return (verdict, []);
            }

            for (var i = 0; i < places.Count; i++)
            {
                health[places[i]] = found[i];
            }
        }

        return (Verdict.Accepted, health);
    }

    ValueTask<(Verdict Verdict, IReadOnlyList<TrafficSlot> Traffic)> ITelnyxAccounts.TrafficOfAsync(
        ProfileRecord profile, TimeSpan span) =>
        PostAsync(new TrafficAsk(_context.Directory.ScopeOf(profile.Account, profile.Id), span));

    ValueTask<ProfileReply> ITelnyxAccounts.RegenerateSecretAsync(int account, Guid profile) =>
        PostAsync(new RegenerateSecretAsk(account, profile));

    async ValueTask<ProfileReply> ITelnyxAccounts.DeleteProfileAsync(DeleteProfile command)
    {
        var reply = await PostAsync(new DeleteProfileAsk(command)).ConfigureAwait(false);
        if (reply.Verdict is not (Verdict.Accepted or Verdict.NotFound))
        {
            return reply;
        }

        // After the deletion was published: a text that is heard later than this finds no profile.
        var dropped = await PostAsync(new DropRulesAsk(_context.Directory.ScopeOf(command.Account, command.Id)))
            .ConfigureAwait(false);
        return dropped is Verdict.Accepted or Verdict.Unchanged ? reply : new(dropped);
    }

    ValueTask<NumberReply> ITelnyxAccounts.ConfigureNumberAsync(ConfigureNumber command) =>
        PostAsync(new ConfigureNumberAsk(command));

    ValueTask<AutoResponseReply> ITelnyxAccounts.SetAutoResponseAsync(SetAutoResponse command) =>
        PostAsync(new SetAutoResponseAsk(command));

    ValueTask<AutoResponseReply> ITelnyxAccounts.RemoveAutoResponseAsync(int account, Guid profile, Guid id) =>
        PostAsync(new RemoveAutoResponseAsk(account, profile, id));

    AlphaSenderRecord? ITelnyxAccounts.FindAlphaSender(Guid id) => _context.Directory.FindAlphaSender(id);

    IReadOnlyList<AlphaSenderRecord> ITelnyxAccounts.ListAlphaSenders(int account) =>
        _context.Directory.ListAlphaSenders(account);

    ValueTask<AlphaSenderReply> ITelnyxAccounts.CreateAlphaSenderAsync(CreateAlphaSender command) =>
        PostAsync(new CreateAlphaSenderAsk(command));

    ValueTask<AlphaSenderReply> ITelnyxAccounts.DeleteAlphaSenderAsync(int account, Guid id) =>
        PostAsync(new DeleteAlphaSenderAsk(account, id));
}
