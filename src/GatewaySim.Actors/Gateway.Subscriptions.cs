using GatewaySim.Actors.Asks;
using GatewaySim.Domain.Commands;

namespace GatewaySim.Actors;

public sealed partial class Gateway : ISubscriptions, IMarks
{
    int ISubscriptions.Version => _context.Directory.SubscriptionsVersion;

    SubscriptionRecord? ISubscriptions.Find(Guid id) => _context.Directory.FindSubscription(id, Now);

    IReadOnlyList<SubscriptionRecord> ISubscriptions.List(int account) =>
        _context.Directory.ListSubscriptions(account, Now);

    ValueTask<SubscriptionReply> ISubscriptions.CreateAsync(CreateSubscription command) =>
        PostAsync(new CreateSubscriptionAsk(command));

    ValueTask<SubscriptionReply> ISubscriptions.RenewAsync(RenewSubscription command) =>
        PostAsync(new RenewSubscriptionAsk(command));

    ValueTask<SubscriptionReply> ISubscriptions.JudgeAsync(JudgeSubscription command) =>
        PostAsync(new JudgeSubscriptionAsk(command));

    ValueTask<SubscriptionReply> ISubscriptions.DeleteAsync(int account, Guid id) =>
        PostAsync(new DeleteSubscriptionAsk(account, id));

    byte[]? IMarks.FindMark(string name) => _context.Journal.FindMark(name);

    void IMarks.KeepMark(string name, byte[] value) => _context.Journal.KeepMark(name, value);
}
