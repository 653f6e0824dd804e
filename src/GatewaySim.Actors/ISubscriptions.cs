using GatewaySim.Domain.Commands;

namespace GatewaySim.Actors;

/// <summary>
/// RingCentral's webhook subscriptions. Commands go to the account's owner; no reply before it is durable.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
public interface ISubscriptions
{
    /// <summary>Counts up with every change of any subscription; not with an expiry.</summary>
    int Version { get; }

    /// <summary>Finds a subscription that has not expired.</summary>
    SubscriptionRecord? Find(Guid id);

    /// <summary>All subscriptions of an account that have not expired, oldest first.</summary>
    IReadOnlyList<SubscriptionRecord> List(int account);

    ValueTask<SubscriptionReply> CreateAsync(CreateSubscription command);

    ValueTask<SubscriptionReply> RenewAsync(RenewSubscription command);

    ValueTask<SubscriptionReply> JudgeAsync(JudgeSubscription command);

    ValueTask<SubscriptionReply> DeleteAsync(int account, Guid id);
}
