using GatewaySim.Actors;
using GatewaySim.Domain;
using GatewaySim.Domain.Commands;

namespace GatewaySim.RingCentral.Tests.Subscriptions;

/// <summary>Answers every command with one verdict, and keeps the judgements it was given.</summary>
internal sealed class FakeSubscriptions : ISubscriptions
{
    public Verdict Verdict { get; set; } = Verdict.Accepted;

    public List<SubscriptionRecord> Records { get; } = [];

    public List<JudgeSubscription> Judged { get; } = [];

    public int Version { get; set; }

    public SubscriptionRecord? Find(Guid id) => Records.Find(r => r.Id == id);

    public IReadOnlyList<SubscriptionRecord> List(int account) => [.. Records.Where(r => r.Account == account)];

    public ValueTask<SubscriptionReply> CreateAsync(CreateSubscription command) => Answer(new(
        Guid.Empty, command.Account, command.EventFilters, command.Address, command.VerificationToken,
        command.ExpiresIn, FakeSenders.Start, FakeSenders.Start));

    public ValueTask<SubscriptionReply> RenewAsync(RenewSubscription command) => Answer(Find(command.Id));

    public ValueTask<SubscriptionReply> JudgeAsync(JudgeSubscription command)
    {
        lock (Judged)
        {
            Judged.Add(command);
        }

        return Answer(Find(command.Id));
    }

    public ValueTask<SubscriptionReply> DeleteAsync(int account, Guid id) => Answer(Find(id));

    private ValueTask<SubscriptionReply> Answer(SubscriptionRecord? record) => new(
        new SubscriptionReply(Verdict, Verdict is Verdict.Accepted or Verdict.Unchanged ? record : null));
}
