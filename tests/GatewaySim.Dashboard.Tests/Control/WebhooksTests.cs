using System.Net;
using System.Text;
using GatewaySim.Actors.Webhooks;
using GatewaySim.Domain;
using GatewaySim.Domain.Numbers;

namespace GatewaySim.Dashboard.Tests.Control;

public sealed class WebhooksTests : IAsyncLifetime
{
    private static readonly Stamp At = Stamp.Of(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private ControlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_state_of_delivery_is_shown()
    {
        var id = MessageId.At(1, 2, 3);
        _server.Webhooks.Status = new(
            At,
            [
                new(
                    "ringcentral/x", "http://h.example/", true, 7, 6, 12, 5, 4, TimeSpan.FromSeconds(1.5),
                    TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(3), 11, 8, 3, 1, 2, At, 1,
                    [new(At, id, FactKind.MessageFinal, 2, 404, "not found", TimeSpan.FromMilliseconds(9))]),
            ],
            [new("ringcentral/x", "http://h.example/", At, At, id, FactKind.TextHeard, 4, "dead")]);

        const string at = "2026-01-02T03:04:05.0000000Z";
        Assert.Equal(
            $$"""
            {"at":"{{at}}","endpoints":[{"id":"ringcentral/x","address":"http://h.example/","suspended":true,
            "behind":7,"facts":6,"parked":12,"waiting":5,"underWay":4,"lagMs":1500,"lagP50Ms":2,"lagP99Ms":3,
            "attempts":11,"delivered":8,"failed":3,"dead":1,"dropped":2,"failingSince":"{{at}}","redelivering":1,
            "answers":[{"at":"{{at}}","event":"1/2/3","kind":"message.final","attempt":2,"status":404,
            "error":"not found","tookMs":9}]}],"dead":[{"endpoint":"ringcentral/x",
            "receiver":"http://h.example/","due":"{{at}}","givenUpAt":"{{at}}","event":"1/2/3",
            "kind":"text.heard","attempts":4,"error":"dead"}]}
            """.ReplaceLineEndings(""),
            await _server.Client.GetStringAsync("/_sim/webhooks", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_key_that_webhooks_are_checked_with_is_shown() => Assert.Equal(
        """{"telnyx":{"publicKey":"S0VZ"}}""",
        await _server.Client.GetStringAsync("/_sim/keys", TestContext.Current.CancellationToken));

    [Fact]
    public async Task An_order_is_taken_with_all_its_members()
    {
        var (status, body) = await PostAsync(
            """
            {"endpoint":"ringcentral/x","since":"2026-01-02T03:04:05Z","until":"2026-01-02T04:04:05+01:00",
             "kind":"texts","number":"+16505550100","event":"1/2/3"}
            """);
        Assert.Equal((HttpStatusCode.Accepted, """{"endpoints":1}"""), (status, body));
        Assert.Equal(
            new RedeliveryOrder(
                "ringcentral/x", At, At, FactKinds.Texts, Address.Parse("+16505550100"), MessageId.At(1, 2, 3)),
            Assert.Single(_server.Webhooks.Orders));
    }

    [Theory]
    [InlineData("batches", FactKinds.Batches)]
    [InlineData("messages", FactKinds.Messages)]
    [InlineData("consents", FactKinds.Consents)]
    [InlineData("profiles", FactKinds.Profiles)]
    public async Task Every_kind_can_be_ordered(string kind, FactKinds expected)
    {
        await PostAsync($$"""{"kind":"{{kind}}"}""");
        Assert.Equal(expected, Assert.Single(_server.Webhooks.Orders).Kinds);
    }

    [Fact]
    public async Task An_empty_order_is_for_everything()
    {
        await PostAsync("{}");
        Assert.Equal(
            new RedeliveryOrder(null, new(0), new(Stamp.TicksMax), FactKinds.All),
            Assert.Single(_server.Webhooks.Orders));
    }

    [Theory]
    [InlineData("", "bad_json")]
    [InlineData("[]", "bad_json")]
    [InlineData("""{"from":"x"}""", "unknown_field")]
    [InlineData("""{"since":"yesterday"}""", "bad_time")]
    [InlineData("""{"until":"1969-12-31T23:59:59Z"}""", "bad_time")]
    [InlineData("""{"since":"9999-01-01T00:00:00Z"}""", "bad_time")]
    [InlineData("""{"kind":"all"}""", "bad_kind")]
    [InlineData("""{"kind":7}""", "bad_field")]
    [InlineData("""{"number":"+1"}""", "bad_number")]
    [InlineData("""{"event":"1/2"}""", "bad_event")]
    [InlineData("""{"event":"1/2/3/4"}""", "bad_event")]
    [InlineData("""{"event":"1/0/3"}""", "bad_event")]
    [InlineData("""{"event":"1024/1/0"}""", "bad_event")]
    [InlineData("""{"event":"1/1/16384"}""", "bad_event")]
    [InlineData("""{"event":"-1/1/0"}""", "bad_event")]
    public async Task Nonsense_is_refused_and_orders_nothing(string order, string code)
    {
        var (status, body) = await PostAsync(order);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"code\":\"{code}\"", body);
        Assert.Empty(_server.Webhooks.Orders);
    }

    [Fact]
    public async Task An_order_that_nobody_takes_is_not_found()
    {
        _server.Webhooks.Endpoints = 0;
        var (status, body) = await PostAsync("""{"endpoint":"nobody"}""");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("unknown_endpoint", body);
    }

    private async Task<(HttpStatusCode, string)> PostAsync(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await _server.Client.PostAsync("/_sim/webhooks/redeliver", content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
