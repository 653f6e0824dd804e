using System.Text.Json;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GatewaySim.RingCentral.Tests.Subscriptions;

/// <summary>The whole way: subscribe over HTTP, let something happen, and look at what the receiver got.</summary>
public class DeliveryTests
{
    private const string Ours = "+16505550100";
    private const string Theirs = "+12125550101";

    [Fact]
    public async Task A_receiver_gets_what_it_subscribed_to()
    {
        using var gateway = await TestGateway.StartAsync();
        await using var receiver = await Receiver.OpenAsync();
        using var transport = new HttpTransport(new());
        var source = new RingCentral.Subscriptions.SubscriptionSource(
            gateway.Senders, gateway.Gateway, transport, new(), new());
        using var engine = WebhookEngine.Start(gateway.Gateway, [source], transport, new(), NullLogger.Instance);
        await using var door = await TestDoor.OpenAsync(senders: gateway.Senders, transport: transport);
        var got = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = async http =>
        {
            await Receiver.EchoAsync(http);
            if (receiver.Requests.Count >= 4)
            {
                got.TrySetResult();
            }
        };

        const string filters = """
            ["/restapi/v1.0/account/~/a2p-sms/messages?direction=Inbound","/restapi/v1.0/account/~/a2p-sms/batches",
            "/restapi/v1.0/account/~/a2p-sms/opt-outs"]
            """;
        var created = await door.CallAsync(
            "POST", "/restapi/v1.0/subscription", SubscriptionEndpointTests.Body(receiver.Url, filters));
        Assert.Equal(200, (int)created.Status);
        await gateway.BatchAsync(Ours, "Hello", Theirs);
        await gateway.TextAsync(Theirs, Ours, "STOP");
        await got.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var events = receiver.Requests.Skip(1).ToList();
        Assert.All(events, e => Assert.Equal("secret", e.Headers["Verification-Token"]));
        Assert.All(events, e => Assert.False(e.Headers.ContainsKey("Validation-Token")));
        Assert.All(events, e => Assert.Equal("application/json; charset=UTF-8", e.Headers["Content-Type"]));
        Assert.Equal(
            [
                "/restapi/v1.0/account/400100200/a2p-sms/batches",
                "/restapi/v1.0/account/400100200/a2p-sms/messages?direction=Inbound",
                "/restapi/v1.0/account/400100200/a2p-sms/opt-outs",
            ],
            events.Select(e => JsonDocument.Parse(e.Body).RootElement.GetProperty("event").GetString()).Order());
    }
}
