using GatewaySim.Actors.Asks;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Actors;

public sealed partial class Gateway : ITelnyxAccounts
{
    ValueTask<ProfileReply> ITelnyxAccounts.ConfigureProfileAsync(ConfigureProfile command) =>
        PostAsync(new ConfigureProfileAsk(command));

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
