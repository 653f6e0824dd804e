using System.Globalization;
using System.Text.Json.Nodes;
using GatewaySim.Actors.Pacing;
using GatewaySim.Testing;

namespace GatewaySim.Telnyx.Tests.Messages;

/// <summary>What a client sees of a sender's queue: status, waiting time, full queues, ends of validity.</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private const string TollFree = "+18445550100";

    private readonly SteppedTime _time = new();
    private TelnyxServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TelnyxServer.StartAsync(
        time: _time, pacing: new() { Mode = PacingMode.On, TollFreePerSecond = 0.5, QueueSeconds = 6 });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_message_waits_for_its_sender_and_says_how_long()
    {
        var first = await SendAsync("+15552000001");
        var second = await SendAsync("+15552000002");
        Assert.Equal("0.0", first["wait_seconds"]!.ToJsonString());
        Assert.InRange(double.Parse(second["wait_seconds"]!.ToJsonString(), CultureInfo.InvariantCulture), 1.99, 2.01);
        Assert.Equal("queued", StatusOf(second));
        Assert.Equal("queued", StatusOf(await FindAsync(second)));

        _time.Advance(TimeSpan.FromSeconds(3));
        await SendAsync("+15552000003");
        _time.Advance(TimeSpan.FromSeconds(10));
        var left = await FindAsync(second);
        Assert.Equal("delivered", StatusOf(left));
        Assert.InRange(double.Parse(left["wait_seconds"]!.ToJsonString(), CultureInfo.InvariantCulture), 1.99, 2.01);
        Assert.Null(left["valid_until"]);
    }

    [Fact]
    public async Task A_full_queue_is_429_with_40318_and_no_message()
    {
        for (var n = 1; n <= 4; n++)
        {
            await SendAsync($"+1555200000{n}");
        }

        var events = _server.Gateway.EventCount;
        var answer = await _server.PostAsync("/v2/messages", BodyOf("+15552000009"));
        Assert.Equal((429, "40318"), ((int)answer.Status, answer.Code));
        Assert.Equal(events, _server.Gateway.EventCount);
        var ofAnother = BodyOf("+15552000009").Replace(TollFree, "+13125550100", StringComparison.Ordinal);
        Assert.Equal(200, (int)(await _server.PostAsync("/v2/messages", ofAnother)).Status);
    }

    [Fact]
    public async Task What_is_not_sent_in_time_expires_with_40014()
    {
        await using var server = await TelnyxServer.StartAsync(
            new() { ValidMinutes = 1 }, _time, pacing: new() { Mode = PacingMode.On, TollFreePerSecond = 0.01 });
        await server.PostAsync("/v2/messages", BodyOf("+15552000001"));
        var waits = (await server.PostAsync("/v2/messages", BodyOf("+15552000002"))).Json["data"]!;
        Assert.Equal("60.0", waits["wait_seconds"]!.ToJsonString()[..4]);
        _time.Advance(TimeSpan.FromSeconds(61));
        await server.PostAsync("/v2/messages", BodyOf("+15552000003"));
        var ended = (await server.GetAsync($"/v2/messages/{waits["id"]}")).Json["data"]!;
        Assert.Equal(("sending_failed", "40014"), (StatusOf(ended), (string)ended["errors"]![0]!["code"]!));
        Assert.Null(ended["sent_at"]);
        Assert.Null(ended["cost"]);
    }

    /// <summary>+15552000002 and +15552000003 are T-Mobile's.</summary>
    [Fact]
    public async Task What_t_mobile_does_not_take_of_a_brand_any_more_fails_with_40016()
    {
        await using var server = await TelnyxServer.StartAsync(
            time: _time, simulated: new() { Carrier = "fast" }, pacing: new() { TMobileDailyCap = 1 });
        var sent = new List<JsonNode>();
        foreach (var to in (string[])["+15552000002", "+15552000003", "+15552000001"])
        {
            var body = BodyOf(to).Replace(TollFree, "+13125550100", StringComparison.Ordinal);
            sent.Add((await server.PostAsync("/v2/messages", body)).Json["data"]!);
        }

        _time.Advance(TimeSpan.FromSeconds(10));
        var ends = new List<JsonNode>();
        foreach (var message in sent)
        {
            ends.Add((await server.GetAsync($"/v2/messages/{message["id"]}")).Json["data"]!);
        }

        Assert.Equal(["delivered", "delivery_failed", "delivered"], ends.Select(StatusOf));
        Assert.Equal("40016", (string)ends[1]["errors"]![0]!["code"]!);
        Assert.NotNull(ends[1]["sent_at"]);
    }

    private static string BodyOf(string to) => $$"""{"from":"{{TollFree}}","to":"{{to}}","text":"Hello"}""";

    private static string StatusOf(JsonNode message) => (string)message["to"]![0]!["status"]!;

    private async Task<JsonNode> SendAsync(string to) =>
        (await _server.PostAsync("/v2/messages", BodyOf(to))).Json["data"]!;

    private async Task<JsonNode> FindAsync(JsonNode message) =>
        (await _server.GetAsync($"/v2/messages/{message["id"]}")).Json["data"]!;
}
