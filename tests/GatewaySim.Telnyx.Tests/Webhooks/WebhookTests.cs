using System.Globalization;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace GatewaySim.Telnyx.Tests.Webhooks;

/// <summary>Telnyx's events as a consumer gets them, by real requests.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string From = "+13125550100";
    private const string To = "+16505550199";

    private TelnyxServer _server = null!;
    private WebhookReceiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _server = await TelnyxServer.StartAsync(new TelnyxOptions { WebhookRetryMs = 10 });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_message_with_its_own_address_is_told_as_sent_and_as_finalized()
    {
        using var delivery = _server.DeliverWebhooks();
        var sent = await SendAsync(_receiver.Url("/own"));

        var callbacks = (await _receiver.NextAsync(2)).OrderByDescending(c => c.Type).ToList();
        Assert.Equal(["message.sent", "message.finalized"], callbacks.Select(c => c.Type));
        Assert.Equal(["sent", "delivered"], callbacks.Select(c => (string)c.Payload["to"]![0]!["status"]!));
        Assert.All(callbacks, c =>
        {
            Assert.Equal("/own", c.Path);
            Assert.Equal((1, _receiver.Url("/own")), (c.Attempt, (string)c.Json["meta"]!["delivered_to"]!));
            Assert.Equal("event", (string)c.Json["data"]!["record_type"]!);
            Assert.Equal(sent, (string)c.Payload["id"]!);
            Assert.NotNull(c.Payload["sent_at"]);
            Assert.NotNull(c.Payload["cost"]);
            Assert.Equal("application/json", c.Headers["Content-Type"]);
        });
        Assert.Null(callbacks[0].Payload["completed_at"]);
        Assert.NotNull(callbacks[1].Payload["completed_at"]);
        Assert.NotEqual(callbacks[0].Id, callbacks[1].Id);
    }

    [Fact]
    public async Task A_group_message_is_told_for_every_recipient_and_shows_all_of_them()
    {
        await _server.Gateway.TextAsync("+15552000002", From, "STOP");
        using var delivery = _server.DeliverWebhooks();
        var sent = await _server.PostAsync("/v2/messages/group_mms", $$"""
            {"from":"{{From}}","to":["{{To}}","+15552000002"],"text":"hi","webhook_url":"{{_receiver.Url("/own")}}"}
            """);

        var callbacks = await _receiver.NextAsync(3);
        Assert.Equal(
            ["message.finalized", "message.finalized", "message.sent"],
            callbacks.Select(c => c.Type).Order(StringComparer.Ordinal));
        Assert.Equal(3, callbacks.DistinctBy(c => c.Id).Count());
        Assert.All(callbacks, c =>
        {
            Assert.Equal((string)sent.Json["data"]!["id"]!, (string)c.Payload["id"]!);
            Assert.Equal([To, "+15552000002"], c.Payload["to"]!.AsArray().Select(t => (string)t!["phone_number"]!));
            Assert.Equal("sending_failed", (string)c.Payload["to"]![1]!["status"]!);
            Assert.Equal("40300", (string)c.Payload["errors"]!.AsArray().Single()!["code"]!);
        });
    }

    [Fact]
    public async Task The_signature_is_over_timestamp_bar_body_and_fails_for_anything_else()
    {
        using var delivery = _server.DeliverWebhooks();
        await SendAsync(_receiver.Url("/own"));
        var callback = await _receiver.NextAsync();

        var timestamp = callback.Headers["telnyx-timestamp"];
        var signature = callback.Headers["telnyx-signature-ed25519"];
        Assert.InRange(
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture)),
            TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
        Assert.True(IsSigned($"{timestamp}|{callback.Body}", signature));
        Assert.False(IsSigned($"{timestamp}|{callback.Body} ", signature));
        Assert.False(IsSigned($"{timestamp}1|{callback.Body}", signature));
    }

    [Fact]
    public async Task A_failing_address_gets_three_attempts_then_the_other_one_gets_three_with_the_same_id()
    {
        _receiver.StatusOf = c => c.Path == "/other" && c.Attempt == 5 ? 204 : 302;
        using var delivery = _server.DeliverWebhooks();
        await SendAsync(_receiver.Url("/own"), _receiver.Url("/other"));

        var all = await _receiver.NextAsync(10);
        foreach (var callbacks in all.GroupBy(c => c.Type).Select(g => g.ToList()))
        {
            Assert.Equal([1, 2, 3, 4, 5], callbacks.Select(c => c.Attempt));
            Assert.Equal(["/own", "/own", "/own", "/other", "/other"], callbacks.Select(c => c.Path));
            Assert.Single(callbacks.DistinctBy(c => c.Id));
        }
    }

    [Fact]
    public async Task Deliveries_are_listed_with_their_attempts_newest_first()
    {
        _receiver.StatusOf = c => c.Attempt < 3 ? 500 : 200;
        using var delivery = _server.DeliverWebhooks();
        await SendAsync(_receiver.Url("/own"));
        var callbacks = await _receiver.NextAsync(6);
        while ((await delivery.StatusAsync()).Endpoints.Sum(e => e.Delivered) < 2)
        {
            await Task.Yield();
        }

        var answer = await _server.GetAsync("/v2/webhook_deliveries?filter[status][eq]=delivered&page[size]=1");
        Assert.Equal(2, (int)answer.Json["meta"]!["total_results"]!);
        var id = callbacks[0].Id;
        var one = (await _server.GetAsync($"/v2/webhook_deliveries/{id}")).Json["data"]!;
        Assert.Equal(("webhook_delivery", "delivered"), ((string)one["record_type"]!, (string)one["status"]!));
        Assert.Equal(id, (Guid)one["webhook"]!["id"]!);
        Assert.Equal(
            ["delivered 200", "failed 500", "failed 500"],
            one["attempts"]!.AsArray().Select(a => $"{a!["status"]} {a["http"]!["response"]!["status"]}"));
        Assert.Equal("seen", (string)one["attempts"]![0]!["http"]!["response"]!["body"]!);
        var type = callbacks[0].Type;
        foreach (var (filter, count) in new[]
        {
            ("filter[status][eq]=failed", 0), ($"filter[event_type]={type}", 1),
            ("filter[webhook][contains]=nothing", 0),
            ("filter[attempts][contains]=seen", 2), ("filter[started_at][gte]=2100-01-01", 0),
            ("filter[finished_at][lte]=2100-01-01", 2),
        })
        {
            var list = await _server.GetAsync($"/v2/webhook_deliveries?{filter}");
            Assert.Equal((filter, count), (filter, (int)list.Json["meta"]!["total_results"]!));
        }

        Assert.Equal("10005", (await _server.GetAsync($"/v2/webhook_deliveries/{Guid.NewGuid()}")).Code);
        Assert.Equal("10031", (await _server.GetAsync("/v2/webhook_deliveries?filter[status][eq]=lost")).Code);
    }

    [Fact]
    public async Task A_keyword_is_told_to_the_profile_as_received_with_its_family()
    {
        var profile = await _server.PostAsync(
            "/v2/messaging_profiles",
            $$"""{"name":"hooks","whitelisted_destinations":["*"],"webhook_url":"{{_receiver.Url("/profile")}}"}""");
        var id = (string)profile.Json["data"]!["id"]!;
        await _server.PatchAsync("/v2/phone_numbers/+13125550177/messaging", $$"""{"messaging_profile_id":"{{id}}"}""");
        using var delivery = _server.DeliverWebhooks();

        foreach (var (text, family) in new[] { ("STOP", "STOP"), ("Start", "START"), ("help", "HELP"), ("hi", null) })
        {
            await _server.Gateway.TextAsync(To, "+13125550177", text);
            var callback = await _receiver.NextAsync();
            Assert.Equal(("message.received", "/profile"), (callback.Type, callback.Path));
            Assert.Equal((text, family), (
                (string)callback.Payload["text"]!, (string?)callback.Payload["autoresponse_type"]));
            Assert.Equal("inbound", (string)callback.Payload["direction"]!);
        }
    }

    private async Task<string> SendAsync(string webhook, string? failover = null)
    {
        var answer = await _server.PostAsync(
            "/v2/messages",
            $$"""
            {"from":"{{From}}","to":"{{To}}","text":"hi","webhook_url":"{{webhook}}"
            {{(failover is null ? "" : $",\"webhook_failover_url\":\"{failover}\"")}}}
            """);
        return (string)answer.Json["data"]!["id"]!;
    }

    private bool IsSigned(string message, string signature)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(false, new Ed25519PublicKeyParameters(Convert.FromBase64String(_server.PublicKey), 0));
        var bytes = Encoding.UTF8.GetBytes(message);
        verifier.BlockUpdate(bytes, 0, bytes.Length);
        return verifier.VerifySignature(Convert.FromBase64String(signature));
    }
}
