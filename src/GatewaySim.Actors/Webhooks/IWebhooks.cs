using GatewaySim.Domain;

namespace GatewaySim.Actors.Webhooks;

/// <summary>What an operator sees of the delivery of webhooks, and can order.</summary>
public interface IWebhooks
{
    /// <summary>How delivery stands.</summary>
    Task<WebhookStatus> StatusAsync();

    /// <summary>Sends again what was due in a range of time. Returns when that is ordered, not when done.</summary>
    /// <returns>How many endpoints take the order; those with too many orders already do not.</returns>
    Task<int> RedeliverAsync(RedeliveryOrder order);

    /// <summary>Whether anybody may be told what becomes of a message or batch that is in the journal.</summary>
    Task<bool> IsToldAsync(MessageId id);
}
