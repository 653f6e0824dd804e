using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;

namespace GatewaySim.Dashboard.Tests;

/// <summary>Remembers what is ordered, and shows what the test says.</summary>
internal sealed class FakeWebhooks : IWebhooks
{
    public List<RedeliveryOrder> Orders { get; } = [];

    public WebhookStatus Status { get; set; } = new(new(0), [], []);

    public int Endpoints { get; set; } = 1;

    public Task<WebhookStatus> StatusAsync() => Task.FromResult(Status);

    public Task<int> RedeliverAsync(RedeliveryOrder order)
    {
        Orders.Add(order);
        return Task.FromResult(Endpoints);
    }

    public Task<bool> IsToldAsync(MessageId id) => Task.FromResult(Endpoints > 0);
}
